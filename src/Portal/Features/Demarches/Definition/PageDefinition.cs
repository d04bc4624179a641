using System.Text.Json.Serialization;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>One page of the form, on one theme; its title is the question.</summary>
public sealed record PageDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    /// <summary>Heading of the page's answers on the check page, when the question would read badly there.</summary>
    public string? Heading { get; init; }
    public string? Intro { get; init; }
    public Condition? When { get; init; }
    public IReadOnlyList<SectionDefinition> Sections { get; init; } = [];
    /// <summary>A page that sends the person elsewhere instead of going on.</summary>
    public PageExit? Exit { get; init; }

    public IEnumerable<FieldDefinition> AllFields() => Sections.SelectMany(s => s.Fields);
}

/// <summary>Where a person is sent when this commune cannot answer, in words and with at most one link.</summary>
public sealed record PageExit
{
    public required string Text { get; init; }
    public string? LinkText { get; init; }
    public string? Href { get; init; }
}

/// <summary>Fields that belong together, under an optional title.</summary>
public sealed record SectionDefinition
{
    public string? Title { get; init; }
    public Condition? When { get; init; }
    public required IReadOnlyList<FieldDefinition> Fields { get; init; }
}

/// <summary>The kinds of question; there is none for the social-security number, which no communal procedure may collect freely (décret 2019-341).</summary>
public enum FieldKind
{
    Text,
    Longtext,
    Email,
    Phone,
    Date,
    PartialDate,
    Number,
    Amount,
    Yesno,
    Choice,
    Choices,
    Address,
    Commune,
    Country,
    Person,
    Time,
    Iban,
    Siren,
    Siret,
    /// <summary>Number of an association in the national register.</summary>
    Rna,
    /// <summary>Registration of a vehicle in France.</summary>
    Plate,
    /// <summary>Cadastral reference.</summary>
    Parcel,
    /// <summary>Number of a pre-application for an identity card or a passport (France Titres, ANTS).</summary>
    Ants,
    Attachment,
    Honour,
    Info
}

/// <summary>One question, how it is asked, and what an acceptable answer is.</summary>
public sealed record FieldDefinition
{
    public required string Id { get; init; }
    public required FieldKind Kind { get; init; }
    public required string Label { get; init; }
    public string? Hint { get; init; }
    public bool Optional { get; init; }
    /// <summary>Said when nothing was typed; « Saisissez le nom de naissance ».</summary>
    public string? Missing { get; init; }
    public Condition? When { get; init; }
    /// <summary>Label on the check page, when the question would read badly there.</summary>
    public string? Summary { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    /// <summary>Earliest date: 1900-01-31, today, today-18y or yearstart-75y.</summary>
    public string? Earliest { get; init; }
    /// <summary>Latest date, written in the same way.</summary>
    public string? Latest { get; init; }
    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];
    /// <summary>File kinds accepted: pdf, jpeg, png, heic.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];
    public int? MaxFiles { get; init; }
    public int? MaxMegabytes { get; init; }
    /// <summary>Id of the piece that this attachment answers.</summary>
    public string? Piece { get; init; }
    /// <summary>The autocomplete token of HTML, such as family-name.</summary>
    public string? Autocomplete { get; init; }
    /// <summary>Where the account gives a first answer, such as compte.courriel.</summary>
    public string? Prefill { get; init; }

    /// <summary>Whether the field stores an answer at all.</summary>
    [JsonIgnore]
    public bool IsQuestion => Kind is not FieldKind.Info;
}

/// <summary>One answer offered, shown only when its condition holds.</summary>
public sealed record ChoiceOption
{
    public required string Value { get; init; }
    public required string Label { get; init; }
    public string? Hint { get; init; }
    public Condition? When { get; init; }
}

/// <summary>A condition on earlier answers: either all, any or not, or one field with exactly one test.</summary>
public sealed record Condition
{
    public IReadOnlyList<Condition>? All { get; init; }
    public IReadOnlyList<Condition>? Any { get; init; }
    public Condition? Not { get; init; }
    public string? Field { get; init; }
    /// <summary>The part of a composed answer that is tested, such as ville.</summary>
    public string? Part { get; init; }
    [JsonPropertyName("equals")]
    public string? EqualTo { get; init; }
    public IReadOnlyList<string>? In { get; init; }
    public bool? Filled { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public decimal? AtLeast { get; init; }
    public decimal? AtMost { get; init; }

    /// <summary>Every field named anywhere inside.</summary>
    public IEnumerable<string> FieldsRead() =>
        [.. Field is null ? [] : new[] { Field },
         .. All?.SelectMany(c => c.FieldsRead()) ?? [],
         .. Any?.SelectMany(c => c.FieldsRead()) ?? [],
         .. Not?.FieldsRead() ?? []];
}
