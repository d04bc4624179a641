namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>Another dossier beside the one that is shown.</summary>
public sealed record LinkedDossier(Guid Id, string Numero, string Objet, string UsagerNom, Phase Phase, DateTime ReceivedAt)
{
    /// <summary>The number without the commune.</summary>
    public string NumeroCourt => Numero[(Numero.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>Where it can be reached when no mail goes to it; null when one does.</summary>
    public string? WithoutMail { get; init; }

    /// <summary>The next legal date; the far future when there is none.</summary>
    public DateOnly NextDate { get; init; } = DateOnly.MaxValue;

    /// <summary>What that date is about.</summary>
    public string? NextDateKind { get; init; }

    /// <summary>Whether it is ended.</summary>
    public bool IsClosed => Phase == Phase.Cloture;

    /// <summary>The dossier as it is listed.</summary>
    public static LinkedDossier Of(Dossier dossier) => new(dossier.Id, dossier.Numero, dossier.Objet, dossier.UsagerNom, dossier.Phase, dossier.ReceivedAt)
    {
        WithoutMail = dossier.Destinataires is null ? dossier.UsagerTelephone ?? "" : null,
        NextDate = dossier.NextDate,
        NextDateKind = dossier.NextDateKind,
    };
}

/// <summary>An open request that may be about the same thing.</summary>
/// <param name="Dossier">The other one.</param>
/// <param name="Why">Why it is proposed, in words.</param>
public sealed record DuplicateHint(LinkedDossier Dossier, string Why);

/// <summary>A dossier that was made of a part of the one that is shown.</summary>
/// <param name="Dossier">The new one.</param>
/// <param name="MayUndo">Whether nobody has worked on it.</param>
/// <param name="IsUndone">Whether the split was taken back.</param>
public sealed record LinkedPart(LinkedDossier Dossier, bool MayUndo, bool IsUndone);

/// <summary>What is treated together with a dossier, what came of it and what may be the same.</summary>
public sealed record FusionView
{
    /// <summary>The dossier that it is treated with.</summary>
    public required LinkedDossier? Into { get; init; }

    /// <summary>The dossiers that are treated with it.</summary>
    public required IReadOnlyList<LinkedDossier> Joined { get; init; }

    /// <summary>The dossier that it came of.</summary>
    public required LinkedDossier? Origin { get; init; }

    /// <summary>The dossiers that came of it.</summary>
    public required IReadOnlyList<LinkedPart> Parts { get; init; }

    /// <summary>Those that may be about the same thing.</summary>
    public required IReadOnlyList<DuplicateHint> Hints { get; init; }

    /// <summary>Whether it may be joined to another, or split.</summary>
    public required bool MayJoin { get; init; }

    /// <summary>Those that are treated with it and not ended.</summary>
    public IEnumerable<LinkedDossier> Open => Joined.Where(row => !row.IsClosed);

    /// <summary>Whether there is something to show.</summary>
    public bool IsEmpty => Into is null && Origin is null && !MayJoin && Joined.Count + Parts.Count + Hints.Count == 0;
}
