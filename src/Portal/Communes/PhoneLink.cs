using Beffroi.Web.Text;
using PhoneNumbers;

namespace Beffroi.Portal.Communes;

/// <summary>A phone number as a site prints it.</summary>
/// <param name="Text">In groups of two with no-break spaces, « 02 33 77 60 00 »; as typed when it is no number.</param>
/// <param name="Href">The address of a call, « tel:+33233776000 ».</param>
public sealed record PhoneLink(string Text, string Href)
{
    /// <summary>Reads a number as it was typed, French unless it says otherwise; null when nothing was typed.</summary>
    public static PhoneLink? Of(string? typed)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return null;
        }

        try
        {
            var phones = PhoneNumberUtil.GetInstance();
            var number = phones.Parse(typed, "FR");
            return new PhoneLink(
                phones.Format(number, PhoneNumberFormat.NATIONAL).Replace(' ', French.NoBreak),
                "tel:" + phones.Format(number, PhoneNumberFormat.E164));
        }
        catch (NumberParseException)
        {
            return new PhoneLink(typed, "tel:" + string.Concat(typed.Where(char.IsAsciiDigit)));
        }
    }
}
