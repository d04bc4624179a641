using System.Text.Json;

namespace Beffroi.Portal.Communes.Register;

/// <summary>A feature of an operator's file: polygons, each an outer ring then its holes, in degrees.</summary>
internal sealed record OutlineFeature(RegisterCommune Commune, List<List<List<(double Latitude, double Longitude)>>> Polygons);

/// <summary>Reads a GeoJSON file that may lie: everything is bounded, a bad feature is left out with its reason.</summary>
internal static class OutlineFile
{
    private const int MaxBytes = 20 * 1024 * 1024;
    private const int MaxFeatures = 2_000;
    private const int MaxPoints = 500_000;
    private const int MaxDepth = 16;

    public static (List<OutlineFeature> Features, List<RejectedOutline> Rejected) Read(Stream geojson, CommuneRegister register)
    {
        ArgumentNullException.ThrowIfNull(geojson);
        using var json = Parse(geojson);
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("features", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new UnreadableFileException("Ce fichier n’est pas une collection GeoJSON. Exportez les contours au format GeoJSON (FeatureCollection).");
        }

        if (list.GetArrayLength() > MaxFeatures)
        {
            throw new UnreadableFileException("Le fichier dépasse 2\u00A0000 contours. Gardez les communes du syndicat.");
        }

        var features = new List<OutlineFeature>();
        var rejected = new List<RejectedOutline>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var points = 0;
        var rank = 0;
        foreach (var feature in list.EnumerateArray())
        {
            rank++;
            var (read, reason) = ReadFeature(feature, register, seen, ref points);
            if (read is not null)
            {
                features.Add(read);
            }
            else
            {
                rejected.Add(new(rank, reason!));
            }
        }

        return (features, rejected);
    }

    private static JsonDocument Parse(Stream geojson)
    {
        var bytes = BoundedBytes.Read(geojson, MaxBytes, "Le fichier dépasse 20\u00A0Mo. Simplifiez les contours ou gardez les communes du syndicat.");
        try
        {
            var start = bytes.AsSpan().StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }) ? 3 : 0;
            return JsonDocument.Parse(bytes.AsMemory(start), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException($"Le fichier n’est pas du JSON lisible (ligne {(e.LineNumber ?? 0) + 1}). Exportez de nouveau les contours au format GeoJSON.");
        }
    }

    private static (OutlineFeature? Feature, string? Reason) ReadFeature(JsonElement feature, CommuneRegister register, HashSet<string> seen, ref int points)
    {
        if (!TryObject(feature, "properties", out var properties) || Text(properties, "insee") is not { } insee)
        {
            return (null, "la propriété «\u00A0insee\u00A0» manque ou n’est pas un texte. Donnez le code INSEE de la commune entre guillemets.");
        }

        var (commune, reason) = InseeCode.Read(insee, register);
        if (commune is null)
        {
            return (null, reason);
        }

        if (!TryObject(feature, "geometry", out var geometry) || Text(geometry, "type") is not ("Polygon" or "MultiPolygon")
            || !geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array)
        {
            return (null, $"{commune.Insee}\u00A0: le contour n’est ni un Polygon ni un MultiPolygon. Gardez la surface de la commune.");
        }

        var polygons = Text(geometry, "type") == "Polygon" ? [ReadPolygon(coordinates, ref points)] : ReadPolygons(coordinates, ref points);
        if (polygons.Count == 0 || polygons.Contains(null))
        {
            return (null, $"{commune.Insee}\u00A0: le contour est mal formé. Chaque anneau compte au moins quatre points fermés, en degrés (longitude, latitude).");
        }

        return seen.Add(commune.Insee) ? (new(commune, polygons!), null) : (null, $"{commune.Insee} a déjà un contour. Gardez-en un seul.");
    }

    private static List<List<List<(double Latitude, double Longitude)>>?> ReadPolygons(JsonElement coordinates, ref int points)
    {
        var polygons = new List<List<List<(double Latitude, double Longitude)>>?>();
        foreach (var polygon in coordinates.EnumerateArray())
        {
            polygons.Add(ReadPolygon(polygon, ref points));
        }

        return polygons;
    }

    private static List<List<(double Latitude, double Longitude)>>? ReadPolygon(JsonElement polygon, ref int points)
    {
        if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() == 0)
        {
            return null;
        }

        var rings = new List<List<(double Latitude, double Longitude)>>();
        foreach (var element in polygon.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            points += element.GetArrayLength();
            if (points > MaxPoints)
            {
                throw new UnreadableFileException("Les contours dépassent 500\u00A0000 points. Simplifiez-les avant de les donner.");
            }

            var ring = new List<(double Latitude, double Longitude)>(element.GetArrayLength());
            foreach (var place in element.EnumerateArray())
            {
                if (!TryPlace(place, out var read))
                {
                    return null;
                }

                ring.Add(read);
            }

            if (ring.Count < 4 || ring[0] != ring[^1])
            {
                return null;
            }

            rings.Add(ring);
        }

        return rings;
    }

    private static bool TryPlace(JsonElement place, out (double Latitude, double Longitude) read)
    {
        read = default;
        if (place.ValueKind != JsonValueKind.Array || place.GetArrayLength() < 2
            || place[0].ValueKind != JsonValueKind.Number || place[1].ValueKind != JsonValueKind.Number
            || !place[0].TryGetDouble(out var longitude) || !place[1].TryGetDouble(out var latitude)
            || !(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= 85))
        {
            return false;
        }

        read = (latitude, longitude);
        return true;
    }

    private static bool TryObject(JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
    }

    // A lone surrogate escape makes GetString throw.
    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
