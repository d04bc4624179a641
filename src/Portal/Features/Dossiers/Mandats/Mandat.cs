using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beffroi.Portal.Features.Dossiers.Mandats;

/// <summary>In what quality someone acts for the person whom a request concerns.</summary>
public enum MandatQualite
{
    /// <summary>A relative, a friend, a neighbour.</summary>
    Proche,

    /// <summary>A parent of a minor, a guardian, whoever the law or a judge has named.</summary>
    Representant,

    /// <summary>A helper of a France Services house, a social worker.</summary>
    Aidant,

    /// <summary>Someone whom an association, an office or a firm sends.</summary>
    Organisme,

    /// <summary>An agent of the town hall, at the counter, on the phone or from a letter.</summary>
    Agent,
}

/// <summary>To whom the mails of a request made for another go.</summary>
public enum MandatCourriels
{
    /// <summary>To both, each at their own address.</summary>
    LesDeux,

    /// <summary>To the one who made the request; to the person when the former gave no address.</summary>
    Mandataire,

    /// <summary>To the person whom it concerns; to the one who made it when the person has no address.</summary>
    Personne,
}

/// <summary>
/// The mandate under which a request is made for another person: who acts, in what quality, since when, and what was declared. It is
/// written with the draft and frozen with the dossier (code civil, article 1984; RGPD, articles 5 and 14).
/// </summary>
public sealed record Mandat
{
    /// <summary>The question under which a signed mandate is kept among the files of a draft; no question of a form may bear this name.</summary>
    public const string FieldId = "_mandat";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The quality.</summary>
    public required MandatQualite Qualite { get; init; }

    /// <summary>First name and name of who acts.</summary>
    public required string Nom { get; init; }

    /// <summary>The structure that they work for, when they act for one.</summary>
    public string? Structure { get; init; }

    /// <summary>Their own address.</summary>
    public string? Courriel { get; init; }

    /// <summary>Their own phone.</summary>
    public string? Telephone { get; init; }

    /// <summary>The day on which the person gave the mandate, or agreed.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>To whom the mails go.</summary>
    public MandatCourriels Courriels { get; init; }

    /// <summary>The signed mandate among the pieces, when there is one.</summary>
    public Guid? PieceId { get; init; }

    /// <summary>The name of that file.</summary>
    public string? PieceNom { get; init; }

    /// <summary>When it was declared on their honour, UTC.</summary>
    public required DateTime DeclaredAt { get; init; }

    /// <summary>Whether the town hall itself made the request for the person.</summary>
    [JsonIgnore]
    public bool ByAgent => Qualite is MandatQualite.Agent;

    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Reads it back.</summary>
    /// <exception cref="JsonException">It was not written by <see cref="ToJson"/>.</exception>
    public static Mandat Read(string json) => JsonSerializer.Deserialize<Mandat>(json, s_json) ?? throw new JsonException("A mandate is an object.");
}
