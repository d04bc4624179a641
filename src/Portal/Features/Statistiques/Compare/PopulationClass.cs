using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Statistiques.Compare;

/// <summary>Communes of about the same size, by legal population.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="From">The smallest population.</param>
/// <param name="To">The largest, or null.</param>
public sealed record PopulationClass(string Code, int From, int? To)
{
    /// <summary>The classes: the thresholds of 500, 3 500 and 10 000 are those that the code of communes uses most.</summary>
    public static IReadOnlyList<PopulationClass> All { get; } =
    [
        new("moins-500", 0, 499), new("500-1999", 500, 1_999), new("2000-3499", 2_000, 3_499), new("3500-9999", 3_500, 9_999), new("10000-plus", 10_000, null),
    ];

    /// <summary>« communes de 500 à 1 999 habitants ».</summary>
    public string Label => (From, To) switch
    {
        (0, { } to) => $"communes de moins de {French.Number(to + 1)}\u00a0habitants",
        (_, null) => $"communes de {French.Number(From)}\u00a0habitants ou plus",
        (_, { } to) => $"communes de {French.Number(From)} à {French.Number(to)}\u00a0habitants",
    };

    /// <summary>The class of a population.</summary>
    public static PopulationClass Of(int population) => All.Last(known => population >= known.From || known.From == 0);
}
