using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Suggestions;

/// <summary>What is suggested.</summary>
public enum SuggestionKind
{
    /// <summary>A démarche, by its code.</summary>
    Demarche,

    /// <summary>A service, by its code.</summary>
    Service,
}

/// <summary>In how many past dossiers of a commune that ended with a label a word stood; without word, how many there are of the label.</summary>
public sealed class SuggestionCount : ICommuneOwned
{
    /// <summary>The dossiers in which a word stands before it is kept readable, and may be shown: a name that one person bears never is.</summary>
    public const int Readable = 3;

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>What the label is.</summary>
    public required SuggestionKind Kind { get; init; }

    /// <summary>The word as the search stems it; behind <see cref="SuggestionWords.Hide"/> while too few dossiers have it; empty for all dossiers of the label.</summary>
    public required string Word { get; init; }

    /// <summary>The code of the démarche or of the service.</summary>
    public required string Label { get; init; }

    /// <summary>The dossiers.</summary>
    public int Count { get; set; }
}

/// <summary>How far the log of a commune has been learnt from.</summary>
public sealed class SuggestionCursor : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The sequence of the last line that was read.</summary>
    public long Sequence { get; set; }
}
