using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>What a paper says, on the screen and on the sheet.</summary>
public sealed record PaperContent
{
    /// <summary>« Mairie de Saint-Lô ».</summary>
    public required string Mairie { get; init; }

    /// <summary>The letters of the shield.</summary>
    public required string Monogram { get; init; }

    /// <summary>The commune's colour as <c>#rrggbb</c>.</summary>
    public required string Accent { get; init; }

    /// <summary>The address, the phone and the mail address of the town hall, one a line.</summary>
    public required IReadOnlyList<string> Contact { get; init; }

    /// <summary>To whom, with the address when one was given, one a line.</summary>
    public required IReadOnlyList<string> Addressee { get; init; }

    /// <summary>« À Saint-Lô, le 24 novembre 2026 »; null when the body says where and when.</summary>
    public required string? PlaceAndDate { get; init; }

    /// <summary>What it is.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>Its title, which says its object.</summary>
    public required string Title { get; init; }

    /// <summary>The number of the dossier.</summary>
    public required string Numero { get; init; }

    /// <summary>The text, who signs included.</summary>
    public required IReadOnlyList<PaperBlock> Blocks { get; init; }
}

/// <summary>How a paper is verified.</summary>
/// <param name="Code">The code, without spaces.</param>
/// <param name="Url">The address of the QR code.</param>
/// <param name="Site">The verification page as it is said aloud.</param>
public sealed record PaperProof(string Code, string Url, string Site);
