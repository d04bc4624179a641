using System.Security.Cryptography;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>
/// The code by which a usager follows a request: nine random symbols (some 40 bits) and a check symbol. No 0 O 1 I L, nothing that
/// looks or sounds alike among B D N Q S U V Z; it can be read aloud and typed with spaces, in lower case.
/// </summary>
public static class FollowUpCode
{
    /// <summary>The symbols. Their number is prime, so that the check finds every single wrong symbol and every swap of neighbours.</summary>
    public const string Alphabet = "23456789ACEFGHJKMPRTWXY";

    /// <summary>The length, the check symbol included.</summary>
    public const int Length = 10;

    /// <summary>Draws a new code.</summary>
    public static string Draw() => Draw(Length);

    /// <summary>Draws a code of another length, with the same symbols and check; below 23, so that every weight differs.</summary>
    internal static string Draw(int length)
    {
        Span<char> code = stackalloc char[length];
        for (var i = 0; i < length - 1; i++)
        {
            code[i] = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        }

        code[^1] = Check(code[..^1]);
        return new string(code);
    }

    /// <summary>The code as it is printed and read: two groups of five.</summary>
    public static string Display(string code) => $"{code[..5]} {code[5..]}";

    /// <summary>Reads what a person typed; false when it cannot be a code, so that a slip is told at once and never looked up.</summary>
    public static bool TryParse(string? typed, out string code) => TryParse(typed, Length, out code);

    /// <summary>Reads a code of another length.</summary>
    internal static bool TryParse(string? typed, int length, out string code)
    {
        code = "";
        if (typed is null || typed.Length > 40)
        {
            return false;
        }

        Span<char> symbols = stackalloc char[length];
        var count = 0;
        foreach (var c in typed)
        {
            if (char.IsWhiteSpace(c) || c is '-' or '.' or '_')
            {
                continue;
            }

            var symbol = char.ToUpperInvariant(c);
            if (count == length || !Alphabet.Contains(symbol, StringComparison.Ordinal))
            {
                return false;
            }

            symbols[count++] = symbol;
        }

        if (count != length || symbols[^1] != Check(symbols[..^1]))
        {
            return false;
        }

        code = new string(symbols);
        return true;
    }

    // Weights from 2 up to the length modulo 23, as an ISBN does modulo 11: the check symbol itself weighs 1.
    private static char Check(ReadOnlySpan<char> symbols)
    {
        var sum = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            sum += (symbols.Length + 1 - i) * Alphabet.IndexOf(symbols[i], StringComparison.Ordinal);
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
