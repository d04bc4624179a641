using Beffroi.Web.Text;
using PhoneNumbers;

namespace Beffroi.Portal.Features.Site;

/// <summary>What a commune typed, as its site prints it.</summary>
public static class SiteText
{
    /// <summary>A phone number in groups of two with no-break spaces: « 02 33 77 60 00 »; as typed when it is none.</summary>
    public static string Phone(string typed) =>
        Parse(typed) is { } number
            ? PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.NATIONAL).Replace(' ', French.NoBreak)
            : typed;

    /// <summary>The address of a call: « tel:+33233776000 ».</summary>
    public static string TelHref(string typed) =>
        "tel:" + (Parse(typed) is { } number
            ? PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164)
            : string.Concat(typed.Where(char.IsAsciiDigit)));

    /// <summary>A definition's sentence with its marks replaced: « {de commune} » gives « de Saint-Lô ».</summary>
    public static string ForCommune(string text, Communes.Commune commune) => text
        .Replace("{de commune}", commune.NomDe, StringComparison.Ordinal)
        .Replace("{à commune}", commune.NomA, StringComparison.Ordinal)
        .Replace("{commune}", commune.Nom, StringComparison.Ordinal);

    private static PhoneNumber? Parse(string typed)
    {
        try
        {
            return PhoneNumberUtil.GetInstance().Parse(typed, "FR");
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
