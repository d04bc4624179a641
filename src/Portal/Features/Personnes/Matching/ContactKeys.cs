using PhoneNumbers;

namespace Beffroi.Portal.Features.Personnes.Matching;

/// <summary>Addresses and phones written alike, however they were typed.</summary>
public static class ContactKeys
{
    /// <summary>An address of e-mail without blanks or capitals; null without one.</summary>
    public static string? Courriel(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return text.Length == 0 ? null : text.Length > PersonneKey.MaxValue ? text[..PersonneKey.MaxValue] : text;
    }

    /// <summary>« 02 33 00 00 00 », « 0233000000 », « 00 33 2 33… » and « +33 (0)2 33 00 00 00 » give <c>+33233000000</c>; null when nothing is dialled.</summary>
    public static string? Phone(string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(char.IsAsciiDigit));
        if (digits.Length == 0)
        {
            return null;
        }

        var phones = PhoneNumberUtil.GetInstance();
        try
        {
            // « 00 » calls abroad from France; the library takes it for part of the number.
            var text = typed!.Trim();
            return phones.Format(phones.Parse(text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text, "FR"), PhoneNumberFormat.E164);
        }
        catch (NumberParseException)
        {
            return digits.Length > 40 ? digits[..40] : digits;
        }
    }

    /// <summary>The beginning of a phone while it is typed, as its key begins: « 02 33 » gives <c>+33233</c>.</summary>
    public static string PhoneBeginning(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..]
            : digits.StartsWith('0') ? "+33" + digits[1..]
            : "+" + digits;
    }
}
