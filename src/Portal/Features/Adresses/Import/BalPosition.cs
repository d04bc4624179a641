using System.Globalization;
using Beffroi.Portal.Communes;

namespace Beffroi.Portal.Features.Adresses.Import;

/// <summary>A point of the file in degrees (WGS 84), when it is where the commune is.</summary>
internal static class BalPosition
{
    // A commune is nowhere wider than this; columns in the wrong order give another country.
    private const double Farthest = 1.5;

    public static (double Longitude, double Latitude)? Read(string[] cells, BalColumns columns, Commune commune)
    {
        double? Of(string column) => double.TryParse(
            columns.Cell(cells, column).Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
        if (Of(BalColumns.Longitude) is { } longitude && Of(BalColumns.Latitude) is { } latitude)
        {
            return Near(longitude, latitude, commune);
        }

        // Overseas, x and y are in other projections than that of the mainland.
        return commune.DepartementCode.Length == 2 && Of(BalColumns.X) is { } x && Of(BalColumns.Y) is { } y && x is > 0 and < 1_400_000 && y is > 6_000_000 and < 7_200_000
            && Lambert93(x, y) is var (east, north) ? Near(east, north, commune) : null;
    }

    private static (double, double)? Near(double longitude, double latitude, Commune commune) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180
        && (commune is not { Latitude: { } y, Longitude: { } x } || (Math.Abs(latitude - y) <= Farthest && Math.Abs(longitude - x) <= Farthest))
            ? (Math.Round(longitude, 6), Math.Round(latitude, 6)) : null;

    /// <summary>Degrees of a point given in metres (IGN, NT/G 71: Lambert 93 on the ellipsoid GRS 80).</summary>
    internal static (double Longitude, double Latitude) Lambert93(double x, double y)
    {
        const double N = 0.7256077650;
        const double C = 11754255.426;
        const double Xs = 700000;
        const double Ys = 12655612.050;
        const double E = 0.08181919112;
        var (dx, dy) = (x - Xs, Ys - y);
        var isometric = -Math.Log(Math.Sqrt((dx * dx) + (dy * dy)) / C) / N;
        var latitude = (2 * Math.Atan(Math.Exp(isometric))) - (Math.PI / 2);
        for (var round = 0; round < 8; round++)
        {
            var sine = E * Math.Sin(latitude);
            latitude = (2 * Math.Atan(Math.Pow((1 + sine) / (1 - sine), E / 2) * Math.Exp(isometric))) - (Math.PI / 2);
        }

        return (3 + (Math.Atan(dx / dy) / N * 180 / Math.PI), latitude * 180 / Math.PI);
    }
}
