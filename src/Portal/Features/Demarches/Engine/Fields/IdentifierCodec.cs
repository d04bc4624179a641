using System.Globalization;
using System.Text.RegularExpressions;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>A time of day or a reference of a fixed shape; typed with or without its spaces, kept in one form, shown as on the documents that bear it.</summary>
internal sealed partial class IdentifierCodec(FieldKind kind) : FieldCodec
{
    private static readonly Dictionary<FieldKind, Shape> s_shapes = new()
    {
        [FieldKind.Time] = new("une heure, par exemple 14 h 30", Time, value => value.Replace(":", "\u00A0h\u00A0", StringComparison.Ordinal)),
        [FieldKind.Iban] = new("un IBAN, par exemple FR76 3000 6000 0112 3456 7890 189 ; il est sur votre relevé d’identité bancaire", Iban, value => Grouped(value, 4)),
        [FieldKind.Siren] = new("un numéro SIREN de neuf chiffres, par exemple 732 829 320", typed => Luhn(typed, 9), value => Grouped(value, 3)),
        [FieldKind.Siret] = new("un numéro SIRET de quatorze chiffres, par exemple 732 829 320 00074", Siret, value => $"{Grouped(value[..9], 3)}\u00A0{value[9..]}"),
        [FieldKind.Rna] = new("un numéro RNA, un W suivi de neuf chiffres, par exemple W501 000 001 ; il est sur le récépissé de la préfecture", Rna, value => value),
        [FieldKind.Plate] = new("une immatriculation française, par exemple AB-123-CD ou 1234 AB 50", Plate, value => value),
        [FieldKind.Parcel] = new("une référence cadastrale, par exemple AB 123 ; elle est sur votre avis de taxe foncière", Parcel, value => value.Replace(' ', '\u00A0')),
        [FieldKind.Ants] = new("un numéro de pré-demande de dix lettres et chiffres ; il est sur le récapitulatif de France Titres (ANTS)", Ants, value => value),
    };

    public static IReadOnlyCollection<FieldKind> Kinds => s_shapes.Keys;

    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var typed = input.One();
        if (typed.Length == 0)
        {
            return new(null);
        }

        return typed.Length <= 100 && s_shapes[kind].Read(typed.ToUpperInvariant()) is { } value
            ? new(new TextAnswer(value))
            : new(null, $"Saisissez {s_shapes[kind].What}");
    }

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of(answer is TextAnswer text ? text.Value : "");

    public override string Describe(FieldDefinition field, FormAnswer answer) => answer is TextAnswer text ? s_shapes[kind].Show(text.Value) : "";

    private static string? Time(string typed) =>
        TimeOfDay().Match(typed) is { Success: true } match
        && int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture) is < 24 and var hour
        && (match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture) : 0) is < 60 and var minute
            ? string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}") : null;

    // ISO 13616: the remainder by 97 of the number that is made by putting the first four characters last, letters counting from 10.
    private static string? Iban(string typed)
    {
        var value = Plain(typed);
        if (!IbanShape().IsMatch(value) || (value.StartsWith("FR", StringComparison.Ordinal) && value.Length != 27))
        {
            return null;
        }

        var rest = 0;
        foreach (var sign in value[4..] + value[..4])
        {
            rest = char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + sign - 'A' + 10) % 97;
        }

        return rest == 1 ? value : null;
    }

    // The establishments of La Poste (356 000 000) have more numbers than Luhn's key allows: the sum of their digits is a multiple of five.
    private static string? Siret(string typed)
    {
        var value = Plain(typed);
        return value.Length == 14 && value.All(char.IsAsciiDigit) && value.StartsWith("356000000", StringComparison.Ordinal) && value.Sum(digit => digit - '0') % 5 == 0
            ? value : Luhn(value, 14);
    }

    private static string? Luhn(string typed, int length)
    {
        var value = Plain(typed);
        var sum = value.Reverse().Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 2)).Sum(product => product > 9 ? product - 9 : product);
        return value.Length == length && value.All(char.IsAsciiDigit) && sum % 10 == 0 && value.Any(digit => digit != '0') ? value : null;
    }

    private static string? Rna(string typed) => Plain(typed) is var value && RnaShape().IsMatch(value) ? value : null;

    private static string? Plate(string typed)
    {
        var value = Plain(typed);
        return NewPlate().IsMatch(value) ? NewPlate().Replace(value, "${first}-${number}-${last}")
            : OldPlate().IsMatch(value) ? OldPlate().Replace(value, "${number} ${series} ${departement}") : null;
    }

    // « AB 123 », « section AB n° 123 », « 012 AB 123 » with the prefix of a former commune, or the fourteen signs of the cadastre's files.
    private static string? Parcel(string typed)
    {
        var words = Noise().Replace(typed, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A section may be called N: the word means « numéro » only after one.
        var bits = words.Where((word, index) => index == 0 || word is not ("N" or "NO") || words[index - 1] is [>= '0' and <= '9', _, _]).ToArray();
        var match = bits.Length switch
        {
            1 => ParcelInOne().Match(bits[0]),
            2 or 3 => ParcelInBits().Match(string.Join(' ', bits)),
            _ => System.Text.RegularExpressions.Match.Empty,
        };
        if (!match.Success)
        {
            return null;
        }

        var prefix = match.Groups["prefix"].Value;
        var section = match.Groups["section"].Value.TrimStart('0');
        var number = match.Groups["number"].Value.TrimStart('0');
        return section.Length == 0 || number.Length == 0 ? null : $"{(prefix is "" or "000" ? "" : prefix + " ")}{section} {number}";
    }

    private static string? Ants(string typed) => Plain(typed) is { Length: 10 } value && value.All(char.IsAsciiLetterOrDigit) ? value : null;

    private static string Plain(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit));

    private static string Grouped(string value, int size) => string.Join('\u00A0', value.Chunk(size).Select(group => new string(group)));

    [GeneratedRegex(@"\A(?<hour>[0-9]{1,2})\s*(?:(?:H|:|\.|HEURES?)\s*(?<minute>[0-9]{2})?\s*(?:MIN)?)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\A[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\z", RegexOptions.None, 1000)]
    private static partial Regex IbanShape();

    [GeneratedRegex(@"\AW[0-9][0-9A-Z][0-9]{7}\z", RegexOptions.None, 1000)]
    private static partial Regex RnaShape();

    [GeneratedRegex(@"\A(?<first>[A-HJ-NP-TV-Z]{2})(?<number>[0-9]{3})(?<last>[A-HJ-NP-TV-Z]{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NewPlate();

    [GeneratedRegex(@"\A(?<number>[1-9][0-9]{0,3})(?<series>[A-Z]{1,3})(?<departement>0[1-9]|[1-8][0-9]|9[0-5]|2A|2B|97[1-6]|98[5-8])\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OldPlate();

    [GeneratedRegex(@"\bNO?\s*[°º]|\b(?:SECTION|PARCELLE|CADASTR[EÉ]E?|NUM[EÉ]RO|PR[EÉ]FIXE)\b|[^A-Z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\A(?:[0-9][0-9AB][0-9]{3}(?=[0-9]{3}))?(?<prefix>[0-9]{3})?(?<section>0?[A-Z]{1,2})(?<number>[0-9]{1,4})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParcelInOne();

    [GeneratedRegex(@"\A(?:(?<prefix>[0-9]{3}) )?(?<section>0?[A-Z]{1,2}|[0-9]{1,2}) (?<number>[0-9]{1,4})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParcelInBits();

    /// <param name="What">What to type, after « Saisissez ».</param>
    /// <param name="Read">The one form of what was typed in capitals, or null.</param>
    /// <param name="Show">That form as people read it.</param>
    private sealed record Shape(string What, Func<string, string?> Read, Func<string, string> Show);
}
