using System.Collections.Immutable;
using System.Globalization;
using System.Net.Mail;
using Beffroi.Portal.Features.Demarches.Definition;
using PhoneNumbers;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

internal sealed class TextCodec : FieldCodec
{
    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var value = input.One();
        if (value.Length == 0)
        {
            return new(null);
        }

        var longText = field.Kind is FieldKind.Longtext;
        if (CheckText(value, field.MaxLength ?? (longText ? 4000 : 200), longText) is { } fault)
        {
            return new(null, fault);
        }

        return field.Kind switch
        {
            FieldKind.Email => ReadEmail(value),
            FieldKind.Phone => ReadPhone(value),
            _ when value.Length < (field.MinLength ?? 0) => new(null, $"Donnez un peu plus de détails : {field.MinLength} caractères au moins"),
            _ => new(new TextAnswer(value))
        };
    }

    private static FieldReading ReadEmail(string value)
    {
        var address = value.Replace(" ", "", StringComparison.Ordinal);
        return address.Length <= 254 && MailAddress.TryCreate(address, out var mail) && mail.Address == address && mail.Host.Contains('.', StringComparison.Ordinal)
            ? new(new TextAnswer(address))
            : new(null, "Saisissez une adresse électronique, par exemple nom@exemple.fr");
    }

    private static FieldReading ReadPhone(string value)
    {
        const string Mend = "Saisissez un numéro de téléphone, par exemple 06 12 34 56 78";
        try
        {
            var phones = PhoneNumberUtil.GetInstance();
            var number = phones.Parse(value, "FR");
            return phones.IsPossibleNumber(number) ? new(new TextAnswer(phones.Format(number, PhoneNumberFormat.E164))) : new(null, Mend);
        }
        catch (NumberParseException)
        {
            return new(null, Mend);
        }
    }

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of(answer is TextAnswer text ? text.Value : "");

    public override string Describe(FieldDefinition field, FormAnswer answer)
    {
        var value = answer is TextAnswer text ? text.Value : "";
        return field.Kind is FieldKind.Phone && value.StartsWith("+33", StringComparison.Ordinal) && value.Length == 12
            ? string.Join('\u00A0', Enumerable.Range(0, 5).Select(i => ("0" + value[3..]).Substring(2 * i, 2)))
            : value;
    }
}

internal sealed class NumberCodec : FieldCodec
{
    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var typed = string.Concat(input.One().Where(c => !char.IsWhiteSpace(c) && c is not '€')).Replace(',', '.');
        if (typed.Length == 0)
        {
            return new(null);
        }

        var min = field.Min ?? 0;
        var max = field.Max ?? 999_999_999;
        var amount = field.Kind is FieldKind.Amount;
        return typed.Length <= 20 && decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max && decimal.Round(value, amount ? 2 : 0) == value
            ? new(new NumberAnswer(value))
            : new(null, string.Create(CultureInfo.InvariantCulture, $"Saisissez un {(amount ? "montant en euros" : "nombre entier")} entre {min} et {max}"));
    }

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of(answer is NumberAnswer n ? n.Value.ToString(CultureInfo.InvariantCulture) : "");

    public override string Describe(FieldDefinition field, FormAnswer answer) =>
        answer is NumberAnswer { Value: var value }
            ? value.ToString(IsMoney(field) && decimal.Truncate(value) != value ? "#,0.00" : "#,0.##", CultureInfo.GetCultureInfo("fr-FR")).Replace('\u202F', '\u00A0') + (field.Kind is FieldKind.Amount ? "\u00A0€" : "")
            : "";

    private static bool IsMoney(FieldDefinition field) => field.Kind is FieldKind.Amount || field.Unit is "€";
}

internal sealed class FlagCodec : FieldCodec
{
    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context) => input.One() switch
    {
        "oui" => new(new FlagAnswer(true)),
        "non" when field.Kind is FieldKind.Yesno => new(new FlagAnswer(false)),
        "" => new(null),
        _ => new(null, field.Kind is FieldKind.Yesno ? "Choisissez oui ou non" : "Cochez la case pour confirmer")
    };

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of(answer is FlagAnswer flag ? flag.Value ? "oui" : "non" : "");

    public override string Describe(FieldDefinition field, FormAnswer answer) => answer is FlagAnswer { Value: true } ? "Oui" : "Non";
}

internal sealed class ChoiceCodec : FieldCodec
{
    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var chosen = input.Many().Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (chosen.Count == 0)
        {
            return new(null);
        }

        if (!chosen.TrueForAll(v => field.Options.Any(o => o.Value == v)) || (field.Kind is FieldKind.Choice && chosen.Count > 1))
        {
            return new(null, "Choisissez une des réponses proposées");
        }

        return new(field.Kind is FieldKind.Choice ? new TextAnswer(chosen[0])
            : new ListAnswer([.. field.Options.Select(o => o.Value).Where(chosen.Contains)]));
    }

    public override FieldInput Write(FormAnswer answer) => new(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [""] = answer switch { TextAnswer t => [t.Value], ListAnswer l => [.. l.Values], _ => [] }
    });

    public override string Describe(FieldDefinition field, FormAnswer answer) =>
        string.Join(", ", Write(answer).Many().Select(v => field.Options.FirstOrDefault(o => o.Value == v)?.Label ?? v));
}

internal sealed class FilesCodec : FieldCodec
{
    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context) => new(null);

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of("");

    public override string Describe(FieldDefinition field, FormAnswer answer) => answer is FilesAnswer files
        ? string.Join(", ", files.Files.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name}, {Math.Max(1, f.Size / 1024)}\u00A0Ko")))
        : "";

    public override FormAnswer? Normalise(FieldDefinition field, FormAnswer answer, FormContext context) =>
        answer is FilesAnswer files && files.Files.Length > 0 && files.Files.Length <= (field.MaxFiles ?? 1)
        && files.Files.All(f => f.Size <= (field.MaxMegabytes ?? 10) * 1024L * 1024 && CheckText(f.Name, 200, lines: false) is null)
            ? files : null;
}
