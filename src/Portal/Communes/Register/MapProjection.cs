using System.Globalization;

namespace Beffroi.Portal.Communes.Register;

/// <summary>From WGS 84 degrees to the units of an SVG drawing: equirectangular, longitudes shortened by the cosine of the middle latitude, north at the top.</summary>
public sealed class MapProjection
{
    /// <summary>Width of every drawing, in SVG units; the height follows the land.</summary>
    public const double Width = 1000;

    private const double Margin = 20;
    private const double MaxHeight = 2000;

    // A single commune still gets some land around it: about 5 km.
    private const double MinSpan = 0.05;

    private readonly double _west;
    private readonly double _north;
    private readonly double _cosine;
    private readonly double _scale;

    private MapProjection(double west, double south, double east, double north)
    {
        _west = west;
        _north = north;
        _cosine = Math.Cos((north + south) / 2 * Math.PI / 180);
        _scale = Math.Min((Width - (2 * Margin)) / ((east - west) * _cosine), (MaxHeight - (2 * Margin)) / (north - south));
        Height = Math.Round(((north - south) * _scale) + (2 * Margin), 1);
    }

    /// <summary>Height of the drawing, in SVG units.</summary>
    public double Height { get; }

    /// <summary>The value of the <c>viewBox</c> attribute.</summary>
    public string ViewBox => string.Create(CultureInfo.InvariantCulture, $"0 0 {Width:0.#} {Height:0.#}");

    /// <summary>The drawing that holds all these places; the whole of metropolitan France when there is none.</summary>
    public static MapProjection Around(IEnumerable<(double Latitude, double Longitude)> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        double west = 180, south = 90, east = -180, north = -90;
        foreach (var (latitude, longitude) in places)
        {
            west = Math.Min(west, longitude);
            east = Math.Max(east, longitude);
            south = Math.Min(south, latitude);
            north = Math.Max(north, latitude);
        }

        if (west > east)
        {
            return new(-5.2, 41.3, 9.6, 51.1);
        }

        var wide = Math.Max(0, MinSpan - (east - west)) / 2;
        var high = Math.Max(0, MinSpan - (north - south)) / 2;
        return new(west - wide, south - high, east + wide, north + high);
    }

    /// <summary>The place in SVG units, to a tenth.</summary>
    public (double X, double Y) Project(double latitude, double longitude) =>
        (Math.Round(Margin + ((longitude - _west) * _cosine * _scale), 1), Math.Round(Margin + ((_north - latitude) * _scale), 1));
}
