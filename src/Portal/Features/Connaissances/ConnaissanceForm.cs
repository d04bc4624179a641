using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>What is typed to record a text.</summary>
public sealed class ConnaissanceForm
{
    /// <summary>What it is for.</summary>
    public ConnaissanceGenre Genre { get; set; }

    /// <summary>The version that the form was built on.</summary>
    public int Version { get; set; }

    /// <summary>The title.</summary>
    public string? Titre { get; set; }

    /// <summary>The code of the démarche; empty for all.</summary>
    public string? Demarche { get; set; }

    /// <summary>The text.</summary>
    public string? Texte { get; set; }

    /// <summary>The day from which it is to be read again.</summary>
    public DateInput ARelireLe { get; set; } = new();

    /// <summary>The syndicate's text that it is adapted from.</summary>
    public Guid? Source { get; set; }

    /// <summary>The state of the syndicate's text that stood beside, in ticks.</summary>
    public long? SourceVue { get; set; }

    /// <summary>What stands there.</summary>
    public static ConnaissanceForm From(Connaissance row) => new()
    {
        Genre = row.Genre,
        Version = row.Version,
        Titre = row.Titre,
        Demarche = row.DemarcheCode,
        Texte = row.Texte,
        ARelireLe = row.ARelireLe is { } day ? DateInput.From(day) : new DateInput(),
        Source = row.SourceId,
    };
}
