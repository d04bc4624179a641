namespace Beffroi.Portal.Features.Dossiers.Suggestions;

/// <summary>A word that speaks for a suggestion.</summary>
/// <param name="Word">The word, as it is kept.</param>
/// <param name="Dossiers">The past dossiers of the label that have it.</param>
public sealed record SuggestionReason(string Word, int Dossiers);

/// <summary>What the past dossiers of a commune suggest for a text, and why.</summary>
/// <param name="Label">The code of the démarche or of the service.</param>
/// <param name="Confidence">How sure it is, from 0 to 1.</param>
/// <param name="Reasons">The words that speak for it most, at least two.</param>
public sealed record Suggestion(string Label, double Confidence, IReadOnlyList<SuggestionReason> Reasons);

/// <summary>
/// Weighs the words of a text by the dossiers of each label that have them, as if words came independently (naive Bayes). It keeps quiet when too little
/// is known, when two labels are near each other, and when fewer than two words speak for the first.
/// </summary>
public static class NaiveBayes
{
    /// <summary>The past dossiers below which nothing is suggested.</summary>
    public const int FewestDossiers = 10;

    /// <summary>The confidence below which nothing is suggested.</summary>
    public const double LeastConfidence = 0.8;

    private const int FewestReasons = 2;
    private const int MostReasons = 3;

    /// <summary>The label that the words suggest, or null.</summary>
    /// <param name="labels">The past dossiers of each label.</param>
    /// <param name="words">For each known word of the text, the dossiers of each label that have it.</param>
    public static Suggestion? Suggest(IReadOnlyDictionary<string, int> labels, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> words)
    {
        var all = labels.Values.Sum();
        if (all < FewestDossiers || labels.Count < 2 || words.Count == 0)
        {
            return null;
        }

        var scores = labels.ToDictionary(
            label => label.Key,
            label => Math.Log((label.Value + 1.0) / (all + labels.Count)) + words.Values.Sum(counts => Math.Log(Share(counts.GetValueOrDefault(label.Key), label.Value))),
            StringComparer.Ordinal);
        var top = scores.Values.Max();
        var best = scores.Where(score => score.Value >= top).Select(score => score.Key).Min(StringComparer.Ordinal)!;
        var confidence = 1 / scores.Values.Sum(score => Math.Exp(score - top));
        if (confidence < LeastConfidence || labels[best] < SuggestionCount.Readable)
        {
            return null;
        }

        var reasons = words
            .Select(word => (word.Key, Count: word.Value.GetValueOrDefault(best), Weight: WeightOf(word.Value, best, labels, all)))
            .Where(reason => reason.Count >= SuggestionCount.Readable && reason.Weight > 0)
            .OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Take(MostReasons)
            .Select(reason => new SuggestionReason(reason.Key, reason.Count))
            .ToList();
        return reasons.Count < FewestReasons ? null : new Suggestion(best, confidence, reasons);
    }

    // How much more often the word stands in dossiers of the label than in the others.
    private static double WeightOf(IReadOnlyDictionary<string, int> counts, string label, IReadOnlyDictionary<string, int> labels, int all)
    {
        var own = counts.GetValueOrDefault(label);
        return Math.Log(Share(own, labels[label])) - Math.Log(Share(counts.Values.Sum() - own, all - labels[label]));
    }

    // A word that was never seen with a label is rare there, not impossible.
    private static double Share(int count, int of) => (count + 0.5) / (of + 1.0);
}
