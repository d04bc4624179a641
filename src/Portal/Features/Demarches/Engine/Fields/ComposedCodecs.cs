using System.Collections.Immutable;
using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

internal sealed class DateCodec(bool partial) : FieldCodec
{
    private static readonly string[] Months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public override IReadOnlyList<FieldPart> Parts { get; } =
        [new("jour", "Jour", 20, partial, null, "numeric"), new("mois", "Mois", 12, partial), new("annee", "Année", 4, false, null, "numeric")];

    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        string[] typed = [input.One("jour"), input.One("mois"), input.One("annee")];
        // A whole date typed or pasted in one box: 14/3/1985, 14 mars 1985, 1985-03-14.
        var whole = input.One().Length > 0 ? input.One() : typed[1].Length == 0 && typed[2].Length == 0 ? typed[0] : "";
        if (whole.Length > 0)
        {
            var bits = whole.Split([' ', '/', '.', '-', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
            if (bits.Length > 0 && bits[0].Length == 4)
            {
                Array.Reverse(bits);
            }

            typed = bits.Length switch { 3 => bits, 2 when partial => ["", .. bits], 1 when partial && bits[0].Length == 4 => ["", "", bits[0]], _ => [whole, "", ""] };
        }

        if (typed.All(t => t.Length == 0))
        {
            return new(null);
        }

        var mend = $"Saisissez {Lower(context.Fill(field.Label))}, par exemple 14 3 1985";
        var day = Number(typed[0].Replace("er", "", StringComparison.OrdinalIgnoreCase));
        var month = Number(typed[1]) ?? Month(typed[1]);
        if (Number(typed[2]) is not { } year || year < 1800 || year > 2200)
        {
            return new(null, mend, typed[0].Length > 0 && typed[1].Length > 0 ? "annee" : "");
        }

        if (partial && typed[0].Length == 0 && (typed[1].Length == 0 || month is >= 1 and <= 12))
        {
            return new(new TextAnswer(month is null ? $"{year:0000}" : $"{year:0000}-{month:00}"));
        }

        if (month is not (>= 1 and <= 12))
        {
            return new(null, mend, "mois");
        }

        return day is >= 1 && day <= DateTime.DaysInMonth(year, month.Value)
            ? Bound(field, new DateOnly(year, month.Value, day.Value), context)
            : new(null, mend, "jour");
    }

    private static FieldReading Bound(FieldDefinition field, DateOnly date, FormContext context)
    {
        if (field.Latest is { } l && context.ReadDate(l) is { } latest && date > latest)
        {
            return new(null, $"Saisissez une date qui ne dépasse pas le {latest.ToString("d MMMM yyyy", French)}");
        }

        return field.Earliest is { } e && context.ReadDate(e) is { } earliest && date < earliest
            ? new(null, $"Saisissez une date à partir du {earliest.ToString("d MMMM yyyy", French)}")
            : new(new TextAnswer(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private static string Lower(string label) => "la " + (label.Length > 0 ? char.ToLower(label[0], French) + label[1..] : "date");

    private static int? Number(string text) => text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static int? Month(string text)
    {
        var plain = text.ToLowerInvariant().Replace('é', 'e').Replace('û', 'u').TrimEnd('.');
        var at = plain.Length < 3 ? -1 : Array.FindIndex(Months, m => m.StartsWith(plain, StringComparison.Ordinal));
        return at < 0 ? null : at + 1;
    }

    public override FieldInput Write(FormAnswer answer)
    {
        var bits = answer is TextAnswer text ? text.Value.Split('-') : [];
        string Bit(int i) => bits.Length > i ? bits[i].TrimStart('0') : "";
        return new(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["jour"] = [Bit(2)], ["mois"] = [Bit(1)], ["annee"] = [Bit(0)] });
    }

    public override string Describe(FieldDefinition field, FormAnswer answer)
    {
        var bits = answer is TextAnswer text ? text.Value.Split('-') : [];
        return bits.Length switch
        {
            3 => DateOnly.ParseExact(string.Join('-', bits), "yyyy-MM-dd", CultureInfo.InvariantCulture) is { Day: 1 } d
                ? "1er " + d.ToString("MMMM yyyy", French) : DateOnly.ParseExact(string.Join('-', bits), "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d MMMM yyyy", French),
            2 => new DateOnly(int.Parse(bits[0], CultureInfo.InvariantCulture), int.Parse(bits[1], CultureInfo.InvariantCulture), 1).ToString("MMMM yyyy", French),
            _ => string.Concat(bits)
        };
    }
}

internal sealed class PartsCodec(FieldDefinition asked) : FieldCodec
{
    public override IReadOnlyList<FieldPart> Parts { get; } = asked.Kind switch
    {
        FieldKind.Address =>
        [
            new("ligne1", "Numéro et rue, ou lieu-dit", 100, false, "address-line1"), new("ligne2", "Complément d’adresse", 100, true, "address-line2"),
            new("codepostal", "Code postal", 12, false, "postal-code"), new("ville", "Commune", 80, false, "address-level2"), new("pays", "Pays, si ce n’est pas la France", 60, true, "country-name")
        ],
        FieldKind.Person when asked.As is PersonRole.Proche =>
            [new("nom", "Nom", 80), new("prenoms", "Prénoms", 120), new("lien", "Lien avec cette personne", 80)],
        FieldKind.Person when asked.As is PersonRole.Representant =>
            [new("organisation", "Nom de l’organisation", 150, false, "organization"), new("nom", "Nom", 80), new("prenoms", "Prénoms", 120), new("qualite", "Qualité, par exemple présidente", 80, false, "organization-title")],
        _ => [new("nom", "Nom de naissance", 80), new("prenoms", "Prénoms", 120)]
    };

    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in Parts)
        {
            var value = input.One(part.Name);
            if (CheckText(value, part.MaxLength, lines: false) is { } fault)
            {
                return new(null, fault, part.Name);
            }

            if (value.Length > 0)
            {
                values[part.Name] = part.Name == "codepostal" ? value.Replace(" ", "", StringComparison.Ordinal) : value;
            }
        }

        if (values.Count == 0)
        {
            return new(null);
        }

        if (Parts.FirstOrDefault(p => !p.Optional && !values.ContainsKey(p.Name)) is { } missing)
        {
            return new(null, $"Complétez la case « {missing.Label} »", missing.Name);
        }

        return values.TryGetValue("codepostal", out var code) && !values.ContainsKey("pays") && !(code.Length == 5 && code.All(char.IsAsciiDigit))
            ? new(null, "Saisissez un code postal de cinq chiffres, par exemple 50000", "codepostal")
            : new(new PartsAnswer(values.ToImmutable()));
    }

    public override FieldInput Write(FormAnswer answer) => new(Parts.ToDictionary(
        p => p.Name, p => new[] { answer is PartsAnswer a ? a.Values.GetValueOrDefault(p.Name, "") : "" }, StringComparer.Ordinal));

    public override string Describe(FieldDefinition field, FormAnswer answer)
    {
        string Of(string part) => answer is PartsAnswer a ? a.Values.GetValueOrDefault(part, "") : "";
        return asked.Kind switch
        {
            FieldKind.Address => string.Join('\n', new[] { Of("ligne1"), Of("ligne2"), $"{Of("codepostal")} {Of("ville")}", Of("pays") }.Where(l => l.Length > 0)),
            _ => string.Join('\n', new[] { $"{Of("nom")}, {Of("prenoms")}{(Of("lien").Length > 0 ? $" ({Of("lien")})" : "")}", string.Join(", ", new[] { Of("qualite"), Of("organisation") }.Where(l => l.Length > 0)) }.Where(l => l.Length > 0)),
        };
    }
}
