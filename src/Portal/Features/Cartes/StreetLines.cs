using Beffroi.Portal.Communes.Register;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace Beffroi.Portal.Features.Cartes;

/// <summary>Where a street runs, told from where its numbers stand: between both sides where they face each other.</summary>
internal static class StreetLines
{
    // Facing sides are nearer than this; numbers of a large square or of two roads of one name are not.
    private const double Facing = 80;

    // Numbers farther apart than this are not joined, unless they count metres (« 1250 route de Canisy »).
    private const double Gap = 300;

    // Sides rarely begin and end at the same number: 1 faces 2, 7 faces 8.
    private const int Past = 2;

    private static readonly HashSet<string> s_kinds = new(
        [
            "allee", "allees", "avenue", "boulevard", "chasse", "chaussee", "chemin", "cite", "clos", "cour", "cours", "esplanade", "faubourg", "impasse", "lotissement", "mail", "montee",
            "parvis", "passage", "passerelle", "place", "placette", "pont", "promenade", "quai", "residence", "rocade", "rond", "route", "rue", "ruelle", "sente", "sentier", "square",
            "traverse", "venelle", "villa", "voie", "zone",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether a name is that of a street; else it is a place, « La Petite Épine ».</summary>
    public static bool IsStreet(string name) =>
        FoldedName.Of(name).Split(' ')[0] is var first && s_kinds.Contains(Adresses.AddressWords.InFull(first));

    /// <summary>The lines of a street, in metres; a number alone gives a line of one point.</summary>
    /// <param name="numbers">Its numbers with their places.</param>
    /// <param name="tolerance">How far a line may stray when it is made simpler, in metres.</param>
    public static IReadOnlyList<Coordinate[]> Of(IEnumerable<(int Number, Coordinate Place)> numbers, double tolerance)
    {
        var all = numbers.GroupBy(entry => entry.Number, entry => entry.Place)
            .Select(group => (Number: group.Key, Place: Mean(group))).OrderBy(entry => entry.Number).ToArray();
        var odd = Array.FindAll(all, entry => entry.Number % 2 == 1);
        var even = Array.FindAll(all, entry => entry.Number % 2 == 0);
        if (odd.Length < 2 || even.Length < 2)
        {
            return Lines(all, tolerance);
        }

        var middle = Array.ConvertAll(all, entry => Middle(entry.Number, odd, even));
        var apart = middle.Count(point => point is { Apart: > Facing });
        return apart * 3 > middle.Count(point => point is not null)
            ? [.. Lines(odd, tolerance), .. Lines(even, tolerance)]
            : Lines([.. all.Select((entry, at) => (entry.Number, middle[at] is { Apart: <= Facing } between ? between.Place : entry.Place))], tolerance);
    }

    /// <summary>The middle of some places.</summary>
    public static Coordinate Mean(IEnumerable<Coordinate> places)
    {
        var (x, y, count) = places.Aggregate((X: 0.0, Y: 0.0, Count: 0), (sum, place) => (sum.X + place.X, sum.Y + place.Y, sum.Count + 1));
        return new(x / count, y / count);
    }

    private static (Coordinate Place, double Apart)? Middle(int number, (int Number, Coordinate Place)[] odd, (int Number, Coordinate Place)[] even) =>
        On(odd, number) is { } left && On(even, number) is { } right ? (Mean([left, right]), left.Distance(right)) : null;

    // Where a number would stand on one side, between its neighbours; at the end of the side when it is only just past it, else null.
    private static Coordinate? On((int Number, Coordinate Place)[] side, int number)
    {
        var next = Array.FindIndex(side, entry => entry.Number >= number);
        if (next <= 0 && (next < 0 ? number - side[^1].Number : side[0].Number - number) > Past)
        {
            return null;
        }

        if (next < 0)
        {
            return side[^1].Place;
        }

        var (to, place) = side[next];
        if (to == number || next == 0)
        {
            return place;
        }

        var (from, before) = side[next - 1];
        var share = (number - from) / (double)(to - from);
        return new(before.X + ((place.X - before.X) * share), before.Y + ((place.Y - before.Y) * share));
    }

    private static List<Coordinate[]> Lines((int Number, Coordinate Place)[] numbers, double tolerance)
    {
        var lines = new List<Coordinate[]>();
        for (var from = 0; from < numbers.Length;)
        {
            var to = from + 1;
            while (to < numbers.Length && numbers[to].Place.Distance(numbers[to - 1].Place) is var far && (far <= Gap || far <= 2.0 * (numbers[to].Number - numbers[to - 1].Number)))
            {
                to++;
            }

            lines.Add(Simple([.. numbers[from..to].Select(entry => entry.Place)], tolerance));
            from = to;
        }

        return lines;
    }

    private static Coordinate[] Simple(Coordinate[] line, double tolerance)
    {
        if (line.Length < 3)
        {
            return line;
        }

        var smooth = new Coordinate[line.Length];
        (smooth[0], smooth[^1]) = (line[0], line[^1]);
        for (var at = 1; at < line.Length - 1; at++)
        {
            smooth[at] = new((line[at - 1].X + (2 * line[at].X) + line[at + 1].X) / 4, (line[at - 1].Y + (2 * line[at].Y) + line[at + 1].Y) / 4);
        }

        return DouglasPeuckerLineSimplifier.Simplify(smooth, tolerance);
    }
}
