using System.Text.Json;
using System.Text.Json.Serialization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Local;

/// <summary>
/// What a commune says of a démarche in its own words, over the version that it adopted; null where it says nothing. Each value remembers
/// what the version said when it was set, so that a new version which says something else is seen (three-way merge).
/// </summary>
public sealed record LocalValues
{
    public static LocalValues None { get; } = new();

    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public LocalText? Fees { get; init; }

    /// <summary>Code of the service that treats the requests.</summary>
    public LocalText? Service { get; init; }

    public LocalText? Promise { get; init; }

    public LocalText? Description { get; init; }

    /// <summary>One more « Et maintenant », last.</summary>
    public string? Note { get; init; }

    public string? Telephone { get; init; }

    public string? Courriel { get; init; }

    /// <summary>Ids of optional pieces that the commune does not ask for.</summary>
    public IReadOnlyList<string> PiecesLeftOut { get; init; } = [];

    /// <summary>First and last day when requests are taken; open at once and for ever when null.</summary>
    public DateOnly? OpensOn { get; init; }

    public DateOnly? ClosesOn { get; init; }

    /// <summary>Whether requests are taken on a day.</summary>
    public bool IsOpen(DateOnly day) => !(day < OpensOn) && !(day > ClosesOn);

    public static LocalValues Read(string? json) => string.IsNullOrEmpty(json) ? None : JsonSerializer.Deserialize<LocalValues>(json, s_json) ?? None;

    public string? Write() => this == None ? null : JsonSerializer.Serialize(this, s_json);

    /// <summary>The version as this commune offers it.</summary>
    public DemarcheDefinition Apply(DemarcheDefinition version)
    {
        if (this == None)
        {
            return version;
        }

        var left = PiecesLeftOut.Where(id => version.Pieces.Any(piece => piece.Id == id && !piece.Indispensable)).ToHashSet(StringComparer.Ordinal);
        return version with
        {
            Fees = Fees?.Value ?? version.Fees,
            Service = Service?.Value ?? version.Service,
            Promise = Promise is { } promise ? version.Promise with { Text = promise.Value } : version.Promise,
            Description = Description?.Value ?? version.Description,
            Next = Note is null ? version.Next : [.. version.Next, Note],
            Pieces = left.Count == 0 ? version.Pieces : [.. version.Pieces.Where(piece => !left.Contains(piece.Id))],
            Pages = left.Count == 0 ? version.Pages : [.. version.Pages.Select(page => Without(page, left))],
        };
    }

    // A page that asked for nothing else is not shown; conditions that read a question left out find no answer.
    private static PageDefinition Without(PageDefinition page, HashSet<string> pieces) => page with
    {
        When = page.Exit is null && page.AllFields().Where(field => field.IsAsked).All(field => field.Piece is { } piece && pieces.Contains(piece)) ? Never : page.When,
        Sections = [.. page.Sections.Select(section => section with { Fields = [.. section.Fields.Where(field => field.Piece is not { } piece || !pieces.Contains(piece) || field.Kind is not FieldKind.Attachment)] })],
    };

    private static Condition Never { get; } = new() { Any = [] };

    public bool Equals(LocalValues? other) => other is not null
        && (Fees, Service, Promise, Description, Note, Telephone, Courriel, OpensOn, ClosesOn)
        == (other.Fees, other.Service, other.Promise, other.Description, other.Note, other.Telephone, other.Courriel, other.OpensOn, other.ClosesOn)
        && PiecesLeftOut.SequenceEqual(other.PiecesLeftOut, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Fees, Service, Promise, Description, Note, OpensOn, ClosesOn, PiecesLeftOut.Count);
}

/// <summary>A text of the commune, and what the version said when it was written.</summary>
public sealed record LocalText(string Value, string Base);
