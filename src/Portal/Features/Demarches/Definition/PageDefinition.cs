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

    /// <summary>The questions of the page; those of a block's items are inside it.</summary>
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
    /// <summary>A place: words or an address, and the point on the map when the person gives it (WGS 84, decimal degrees).</summary>
    Point,
    /// <summary>Questions asked once for each child, vehicle, day…; the answer is a list.</summary>
    Block,
    /// <summary>A number worked out from earlier answers, shown and never typed.</summary>
    Computed,
    Attachment,
    Honour,
    Info
}

/// <summary>Whom a question of kind person is about: anyone, a relative with the link to them, or someone who speaks for an organisation.</summary>
public enum PersonRole
{
    Personne,
    Proche,
    Representant
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

    /// <summary>Whom a person is; which boxes are asked depends on it.</summary>
    public PersonRole As { get; init; }
    /// <summary>The questions of one item of a block.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];
    /// <summary>What one item is called: « Enfant », shown with its number.</summary>
    public string? ItemLabel { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    /// <summary>How a computed value is worked out.</summary>
    public Calculation? Compute { get; init; }
    /// <summary>The unit shown after a number or a computed value: €, m², nuits.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the field keeps an answer at all.</summary>
    [JsonIgnore]
    public bool IsQuestion => Kind is not FieldKind.Info;

    /// <summary>Whether the person answers it; a computed value is kept and never asked.</summary>
    [JsonIgnore]
    public bool IsAsked => Kind is not (FieldKind.Info or FieldKind.Computed);

    [JsonIgnore]
    public int LeastItems => MinItems ?? (Optional ? 0 : 1);

    [JsonIgnore]
    public int MostItems => MaxItems ?? 10;
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

/// <summary>A number worked out from answers: exactly one member is given. What is missing counts for nothing in a sum, and makes the rest unknown.</summary>
public sealed record Calculation
{
    public decimal? Value { get; init; }
    /// <summary>A number, an amount or a computed value; the number of items of a block; how many choices were ticked; inside a block, a question of the same item.</summary>
    public string? Field { get; init; }
    public IReadOnlyList<Calculation>? Sum { get; init; }
    public IReadOnlyList<Calculation>? Product { get; init; }
    /// <summary>The first less the second.</summary>
    public IReadOnlyList<Calculation>? Difference { get; init; }
    /// <summary>Sum over the items of a block of one of its questions.</summary>
    public string? SumOf { get; init; }
    /// <summary>Days from the first date question to the second, both included.</summary>
    public IReadOnlyList<string>? Days { get; init; }
    /// <summary>Whole years from a date question to today.</summary>
    public string? Age { get; init; }

    /// <summary>Every field named anywhere inside.</summary>
    public IEnumerable<string> FieldsRead() =>
        [.. new[] { Field, SumOf, Age }.OfType<string>(), .. Days ?? [],
         .. new[] { Sum, Product, Difference }.SelectMany(terms => terms ?? []).SelectMany(term => term.FieldsRead())];
}
