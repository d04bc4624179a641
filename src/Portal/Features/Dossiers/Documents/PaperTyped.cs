namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>What an agent gives for a paper.</summary>
/// <param name="Motifs">The reasons.</param>
/// <param name="Signer">First name and name of who signs.</param>
/// <param name="Quality">The quality of who signs, « officier d’état civil ».</param>
/// <param name="Answers">Words for the questions that the usager did not answer, by field.</param>
public sealed record PaperTyped(string? Motifs, string? Signer, string? Quality, IReadOnlyDictionary<string, string?> Answers)
{
    /// <summary>The longest reasons, in characters.</summary>
    public const int MaxMotifs = 10_000;

    /// <summary>The longest of the other texts, in characters.</summary>
    public const int MaxLine = 200;

    /// <summary>Nothing, as for a paper that nobody signs.</summary>
    public static PaperTyped Nothing { get; } = new(null, null, null, new Dictionary<string, string?>(StringComparer.Ordinal));
}

/// <summary>A mention that a paper cannot do without.</summary>
/// <param name="Place">The place in the template, without its braces.</param>
/// <param name="Field">The field of the agent's form that mends it, or null when the form cannot.</param>
/// <param name="Message">What is missing and how to mend it, in French.</param>
public sealed record MissingPlace(string Place, string? Field, string Message);

/// <summary>A paper is not made: mentions are missing.</summary>
public sealed class MissingPlacesException(IReadOnlyList<MissingPlace> places)
    : DossierRuleException("Le document n’est pas établi. " + string.Join(' ', places.Select(place => place.Message)))
{
    /// <summary>What is missing, in the order of the text.</summary>
    public IReadOnlyList<MissingPlace> Places { get; } = places;
}
