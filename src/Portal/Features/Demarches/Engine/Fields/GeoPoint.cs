using System.Globalization;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>A point of the earth in degrees (WGS 84).</summary>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« 49,11510 N 1,09000 O », as maps on paper say it.</summary>
    public string Words => string.Create(s_french, $"{Math.Abs(Latitude):0.00000}\u00A0{(Latitude < 0 ? 'S' : 'N')} {Math.Abs(Longitude):0.00000}\u00A0{(Longitude < 0 ? 'O' : 'E')}");

    /// <summary>The link that the map program of a phone opens (RFC 5870).</summary>
    public string Href => string.Create(CultureInfo.InvariantCulture, $"geo:{Latitude:0.#####},{Longitude:0.#####}");
}
