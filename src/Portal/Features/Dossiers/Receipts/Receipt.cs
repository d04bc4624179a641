namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>What the receipt of a request says.</summary>
public sealed record Receipt
{
    /// <summary>The commune, as it signs.</summary>
    public required string Commune { get; init; }

    /// <summary>One or two letters that stand for its arms.</summary>
    public required string Monogramme { get; init; }

    /// <summary>The colour of the commune, <c>#rrggbb</c>; darkened where it would not be read on white.</summary>
    public required string Couleur { get; init; }

    /// <summary>The follow-up code, in two groups.</summary>
    public required string Code { get; init; }

    /// <summary>The number of the dossier.</summary>
    public required string Numero { get; init; }

    /// <summary>When the request arrived, UTC.</summary>
    public required DateTime RecuLe { get; init; }

    /// <summary>The démarche.</summary>
    public required string Demarche { get; init; }

    /// <summary>Whose request it is.</summary>
    public required string Demandeur { get; init; }

    /// <summary>What happens next, a sentence each.</summary>
    public required IReadOnlyList<string> Suite { get; init; }

    /// <summary>How to reach the service: name, address, phone, e-mail, a line each.</summary>
    public required IReadOnlyList<string> Contact { get; init; }

    /// <summary>The address of the follow-up page, also drawn as a QR code.</summary>
    public required string AdresseSuivi { get; init; }
}
