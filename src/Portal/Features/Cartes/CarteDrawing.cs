using System.Globalization;
using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Adresses;
using NetTopologySuite.Geometries;

namespace Beffroi.Portal.Features.Cartes;

/// <summary>The map of one commune as JSON: its limits, its streets, its places, from the outline and the address file that the appliance has.</summary>
internal static class CarteDrawing
{
    /// <summary>The most places that the lines of streets hold together.</summary>
    public const int MostPoints = 12_000;

    /// <summary>The most names of streets, and of places.</summary>
    public const int MostNames = 3_000;

    // Metres that a line may stray at first; doubled until everything fits.
    private const double Tolerance = 4;

    // About two kilometres around the centre, when nothing else tells how large the commune is.
    private const double Around = 0.02;

    /// <summary>The JSON; addresses without a position are left out.</summary>
    public static byte[] Write(Commune commune, IReadOnlyList<CommuneAddress> addresses)
    {
        var placed = addresses.Where(address => address is { Latitude: not null, Longitude: not null }).ToList();
        var limits = CommuneLimits.Read(commune.Limites);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("nom", commune.Nom);
            json.WriteString("hors", "hors " + commune.NomDe);
            json.WriteStartArray("cadre");
            foreach (var edge in Frame(commune, limits, placed))
            {
                json.WriteNumberValue(DegreeLine.Of(edge));
            }

            json.WriteEndArray();
            json.WriteStartArray("contour");
            foreach (var ring in limits)
            {
                DegreeLine.Write(json, ring);
            }

            json.WriteEndArray();
            WriteStreets(json, placed);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>West, south, east, north in degrees: the limits, else where most addresses are, else some land around the centre.</summary>
    private static double[] Frame(Commune commune, IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> limits, List<CommuneAddress> placed)
    {
        if (limits.Count > 0)
        {
            var all = limits.SelectMany(ring => ring).ToList();
            return [all.Min(place => place.Longitude), all.Min(place => place.Latitude), all.Max(place => place.Longitude), all.Max(place => place.Latitude)];
        }

        if (placed.Count > 0)
        {
            // One address in a hundred may be somewhere else by mistake.
            var (east, north) = (placed.ConvertAll(address => address.Longitude!.Value), placed.ConvertAll(address => address.Latitude!.Value));
            east.Sort();
            north.Sort();
            var (first, last) = (placed.Count / 100, placed.Count - 1 - (placed.Count / 100));
            return [east[first] - 0.002, north[first] - 0.002, east[last] + 0.002, north[last] + 0.002];
        }

        var (latitude, longitude) = (commune.Latitude ?? 46.6, commune.Longitude ?? 2.4);
        return [longitude - (1.4 * Around), latitude - Around, longitude + (1.4 * Around), latitude + Around];
    }

    private static void WriteStreets(Utf8JsonWriter json, List<CommuneAddress> placed)
    {
        var ground = placed.Count == 0 ? new Metres(0, 0) : new Metres(placed[0].Latitude!.Value, placed[0].Longitude!.Value);
        var byName = placed.ToLookup(address => StreetLines.IsStreet(address.Street));
        json.WriteStartArray("voies");
        foreach (var (name, lines) in Streets(byName[true], ground))
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            foreach (var line in lines)
            {
                DegreeLine.Write(json, line.Select(ground.Back));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("lieux");
        var places = byName[false].Select(address => (Name: address.Street, address.Delegated, Address: address))
            .Concat(placed.Where(address => address.Locality is not null).Select(address => (Name: address.Locality!, address.Delegated, Address: address)))
            .GroupBy(entry => (entry.Name, entry.Delegated)).Take(MostNames);
        foreach (var place in places)
        {
            var (latitude, longitude) = ground.Back(StreetLines.Mean(place.Select(entry => Place(entry.Address, ground))));
            json.WriteStartArray();
            json.WriteStringValue(place.Key.Name);
            json.WriteNumberValue(DegreeLine.Of(longitude));
            json.WriteNumberValue(DegreeLine.Of(latitude));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // The streets with the most numbers come first, and go last when there are too many.
    private static List<(string Name, IReadOnlyList<Coordinate[]> Lines)> Streets(IEnumerable<CommuneAddress> addresses, Metres ground)
    {
        var streets = addresses.GroupBy(address => (address.Street, address.Delegated))
            .OrderByDescending(street => street.Count()).ThenBy(street => street.Key.Street, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(street => (Name: street.Key.Street, Numbers: street.Select(address => (address.Number ?? 0, Place(address, ground))).ToArray()))
            .ToList();
        for (var tolerance = Tolerance; ; tolerance *= 2)
        {
            var drawn = streets.ConvertAll(street => (street.Name, StreetLines.Of(street.Numbers, tolerance)));
            if (drawn.Sum(street => street.Item2.Sum(line => line.Length)) <= MostPoints)
            {
                return drawn;
            }

            if (tolerance > 100)
            {
                streets.RemoveRange(streets.Count / 2, streets.Count - (streets.Count / 2));
                tolerance = Tolerance;
            }
        }
    }

    private static Coordinate Place(CommuneAddress address, Metres ground) => ground.Of(address.Latitude!.Value, address.Longitude!.Value);

    /// <summary>The numbers of one zone: the names of their streets once, then each number with its street and its place.</summary>
    public static byte[] WriteZone(IReadOnlyList<CommuneAddress> addresses)
    {
        var streets = addresses.Select(address => address.Street).Distinct(StringComparer.Ordinal).ToList();
        var rank = streets.Index().ToDictionary(street => street.Item, street => street.Index, StringComparer.Ordinal);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("voies");
            streets.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteStartArray("numeros");
            foreach (var address in addresses)
            {
                json.WriteStartArray();
                json.WriteNumberValue(rank[address.Street]);
                json.WriteStringValue(address.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}{(address.Suffix is null ? "" : " " + address.Suffix)}") : "");
                json.WriteNumberValue(DegreeLine.Of(address.Longitude!.Value));
                json.WriteNumberValue(DegreeLine.Of(address.Latitude!.Value));
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
