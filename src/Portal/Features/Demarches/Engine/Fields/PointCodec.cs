using System.Collections.Immutable;
using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>A place: words, and the point when the person gives it (WGS 84, decimal degrees, five decimals or about a metre).</summary>
internal sealed class PointCodec : FieldCodec
{
    private const string Words = "lieu";
    private const string Latitude = "latitude";
    private const string Longitude = "longitude";

    public override IReadOnlyList<FieldPart> Parts { get; } =
    [
        new(Words, "Adresse, lieu-dit ou repère", 300), new(Latitude, "Latitude, si vous la connaissez", 20, true, null, "decimal"), new(Longitude, "Longitude", 20, true, null, "decimal")
    ];

    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var words = input.One(Words);
        if (CheckText(words, 300, lines: false) is { } fault)
        {
            return new(null, fault, Words);
        }

        var (typedLatitude, typedLongitude) = (input.One(Latitude), input.One(Longitude));
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (words.Length > 0)
        {
            values[Words] = words;
        }

        if (typedLatitude.Length + typedLongitude.Length > 0)
        {
            if (Degrees(typedLatitude, 90) is not { } latitude)
            {
                return new(null, "Saisissez la latitude en degrés, par exemple 49,11510, ou décrivez le lieu en mots", Latitude);
            }

            if (Degrees(typedLongitude, 180) is not { } longitude)
            {
                return new(null, "Saisissez la longitude en degrés, par exemple -1,09000, ou décrivez le lieu en mots", Longitude);
            }

            (values[Latitude], values[Longitude]) = (latitude, longitude);
        }

        return values.Count == 0 ? new(null) : new(new PartsAnswer(values.ToImmutable()));
    }

    public override FieldInput Write(FormAnswer answer) => new(Parts.ToDictionary(
        part => part.Name, part => new[] { answer is PartsAnswer place ? place.Values.GetValueOrDefault(part.Name, "") : "" }, StringComparer.Ordinal));

    public override string Describe(FieldDefinition field, FormAnswer answer)
    {
        string Of(string part) => answer is PartsAnswer place ? place.Values.GetValueOrDefault(part, "") : "";
        return string.Join('\n', new[] { Of(Words), Of(Latitude).Length > 0 ? $"{Of(Latitude)}, {Of(Longitude)}" : "" }.Where(line => line.Length > 0));
    }

    /// <summary>The point of an answer; null when it is words alone.</summary>
    public static GeoPoint? PointOf(FormAnswer answer) =>
        answer is PartsAnswer place
        && double.TryParse(place.Values.GetValueOrDefault(Latitude), NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
        && double.TryParse(place.Values.GetValueOrDefault(Longitude), NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            ? new(latitude, longitude) : null;

    private static string? Degrees(string typed, int most) =>
        typed.Length <= 20 && decimal.TryParse(typed.Replace(',', '.').TrimEnd('°'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? decimal.Round(degrees, 5).ToString("0.#####", CultureInfo.InvariantCulture) : null;
}
