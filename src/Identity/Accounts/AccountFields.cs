using System.Text.RegularExpressions;

namespace Beffroi.Identity.Accounts;

/// <summary>The bounds of what a person types about an account; each answer is null or the words that say how to mend it.</summary>
public static partial class AccountFields
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 100;

    /// <summary>The longest address (RFC 5321, section 4.5.3.1.3).</summary>
    public const int AddressLength = 254;

    /// <summary>The longest password, in characters.</summary>
    public const int PasswordLength = 128;

    /// <summary>What is wrong with an address.</summary>
    public static string? AddressFault(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return "Saisissez votre adresse électronique";
        }

        if (address.Length > AddressLength)
        {
            return $"Saisissez une adresse de {AddressLength} caractères au plus";
        }

        return Address().IsMatch(address) && address.IndexOf('@', StringComparison.Ordinal) <= 64
            ? null
            : "Saisissez une adresse électronique, par exemple nom@exemple.fr";
    }

    /// <summary>What is wrong with a name.</summary>
    public static string? NameFault(string? nom)
    {
        if (string.IsNullOrWhiteSpace(nom))
        {
            return "Saisissez votre prénom et votre nom";
        }

        if (nom.Length > NameLength)
        {
            return $"Saisissez un nom de {NameLength} caractères au plus";
        }

        // The name opens a mail that anybody can have sent to anybody: it must not carry an address.
        return nom.Any(char.IsControl) || nom.IndexOfAny(['<', '>', '@', '/', ':']) >= 0 || HostName().IsMatch(nom)
            ? "Saisissez votre nom avec des lettres, des espaces, des tirets et des apostrophes"
            : null;
    }

    /// <summary>What is wrong with a password before its strength is looked at.</summary>
    public static string? PasswordFault(string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            return "Saisissez un mot de passe";
        }

        if (password.Length > PasswordLength)
        {
            return $"Choisissez un mot de passe de {PasswordLength} caractères au plus";
        }

        return password.Any(char.IsControl) ? "Choisissez un mot de passe sans caractère de commande" : null;
    }

    [GeneratedRegex(@"\.\p{L}{2,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex HostName();

    // The syntax of the HTML standard for addresses, with at least one dot in the domain.
    [GeneratedRegex(
        @"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Address();
}
