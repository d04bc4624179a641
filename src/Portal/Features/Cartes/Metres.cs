using NetTopologySuite.Geometries;

namespace Beffroi.Portal.Features.Cartes;

/// <summary>A flat ground around a place, in metres: exact enough for one commune.</summary>
internal sealed class Metres(double latitude, double longitude)
{
    private const double PerDegree = 111_320;

    private readonly double _cosine = Math.Cos(latitude * Math.PI / 180);

    public Coordinate Of(double placeLatitude, double placeLongitude) =>
        new((placeLongitude - longitude) * PerDegree * _cosine, (placeLatitude - latitude) * PerDegree);

    public (double Latitude, double Longitude) Back(Coordinate point) =>
        (latitude + (point.Y / PerDegree), longitude + (point.X / (PerDegree * _cosine)));
}
