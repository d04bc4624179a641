namespace Beffroi.Bench.Measures;

/// <summary>What a bench found.</summary>
/// <param name="Name">The bench.</param>
/// <param name="Rows">One row a question, with the aim.</param>
/// <param name="Notes">How it was measured, in a line each.</param>
public sealed record BenchResult(string Name, IReadOnlyList<BenchRow> Rows, IReadOnlyList<string> Notes);

/// <summary>One figure beside its reference.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">The unit of both figures.</param>
/// <param name="Figure">The median of the rounds.</param>
/// <param name="Reference">The median of the reference's rounds in the same run, or null when there is none.</param>
/// <param name="Aim">The aim in words.</param>
/// <param name="Holds">Whether the aim is reached.</param>
/// <param name="Rounds">The raw figures of each round.</param>
/// <param name="ReferenceRounds">The raw figures of the reference.</param>
public sealed record BenchRow(
    string Name,
    string Unit,
    double Figure,
    double? Reference,
    string Aim,
    bool? Holds,
    IReadOnlyList<double> Rounds,
    IReadOnlyList<double> ReferenceRounds)
{
    /// <summary>The figure over the reference: the median of the ratios of the rounds, since neighbours see the same machine.</summary>
    public double? Ratio => ReferenceRounds.Count == Rounds.Count && Rounds.Count > 0
        ? Median(Rounds.Zip(ReferenceRounds, (figure, reference) => figure / reference))
        : Figure / Reference;

    /// <summary>A figure that must reach a share of its reference.</summary>
    public static BenchRow AtLeast(string name, string unit, double share, IReadOnlyList<double> rounds, IReadOnlyList<double> reference)
    {
        var row = new BenchRow(name, unit, Median(rounds), Median(reference), FormattableString.Invariant($"ratio ≥ {share:0.00}"), null, rounds, reference);
        return row with { Holds = row.Ratio >= share };
    }

    /// <summary>A figure beside its reference, where it has one, without an aim.</summary>
    public static BenchRow Beside(string name, string unit, IReadOnlyList<double> rounds, IReadOnlyList<double> reference) =>
        new(name, unit, Median(rounds), reference.Count == 0 ? null : Median(reference), "", null, rounds, reference);

    /// <summary>A figure that must stay under a limit.</summary>
    public static BenchRow Under(string name, string unit, double limit, IReadOnlyList<double> rounds, IReadOnlyList<double> reference)
    {
        var figure = Median(rounds);
        return new BenchRow(
            name, unit, figure, reference.Count == 0 ? null : Median(reference), FormattableString.Invariant($"< {limit:0.##} {unit}"), figure < limit, rounds, reference);
    }

    /// <summary>The middle figure.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
