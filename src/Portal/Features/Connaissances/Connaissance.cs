using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>What a text is for.</summary>
public enum ConnaissanceGenre
{
    /// <summary>A template of an answer to usagers.</summary>
    Modele,

    /// <summary>What agents should know; usagers never see it.</summary>
    Consigne,
}

/// <summary>
/// A text that agents share: a template of an answer, or what to know of a démarche. The syndicate's are for all communes; those of a
/// commune are for its own agents, some of them adapted from the syndicate's.
/// </summary>
public sealed class Connaissance : ICommuneOwned
{
    /// <summary>The longest title, in characters.</summary>
    public const int MaxTitle = 120;

    /// <summary>The longest text, in characters: below the longest answer, since fields grow when they are filled in.</summary>
    public const int MaxText = 8_000;

    /// <summary>The most texts that one owner keeps.</summary>
    public const int MostOfOne = 500;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who owns it: a commune, or <see cref="CommuneScope.SyndicatId"/>.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>What it is for.</summary>
    public required ConnaissanceGenre Genre { get; init; }

    /// <summary>The démarche that it is about; null for all.</summary>
    public string? DemarcheCode { get; set; }

    /// <summary>Its title, as agents choose it.</summary>
    public required string Titre { get; set; }

    /// <summary>The text; that of a template may hold <see cref="ModeleFields"/>.</summary>
    public required string Texte { get; set; }

    /// <summary>The day from which it is to be read again; null for never.</summary>
    public DateOnly? ARelireLe { get; set; }

    /// <summary>The syndicate's text that it was adapted from.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The state of the syndicate's text that the commune last compared with its own.</summary>
    public DateTime? SourceTexteAt { get; set; }

    /// <summary>Who last recorded it.</summary>
    public required string Auteur { get; set; }

    /// <summary>When the title or the text last changed, UTC.</summary>
    public required DateTime TexteAt { get; set; }

    /// <summary>Counts the changes: a form built on an older version is refused.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Whether the syndicate owns it.</summary>
    public bool IsOfSyndicat => CommuneId == CommuneScope.SyndicatId;

    /// <summary>Whether it should have been read again.</summary>
    public bool IsOverdue(DateOnly today) => ARelireLe <= today;

    /// <summary>Whether an agent who works on that démarche needs it.</summary>
    public bool IsAbout(string demarcheCode) => DemarcheCode is null || DemarcheCode == demarcheCode;
}
