using System.Text.RegularExpressions;

namespace Beffroi.Portal.Features.Personnes.Matching;

/// <summary>Knows a French social security number (NIR) in a text, so that none is kept here (décret 2019-341).</summary>
public static partial class SocialSecurityNumber
{
    /// <summary>Whether a text holds one, with or without its key, however it is spaced.</summary>
    public static bool IsIn(string? text) => text is not null && Form().IsMatch(text);

    // Sex, year, month, department (2A, 2B), commune, order, key.
    [GeneratedRegex(
        @"(?<![0-9])[1278][ .\-\u00a0\u202f]?[0-9]{2}[ .\-\u00a0\u202f]?(0[1-9]|1[0-2]|[2-9][0-9])[ .\-\u00a0\u202f]?([0-9]{2}|2[abAB])[ .\-\u00a0\u202f]?[0-9]{3}[ .\-\u00a0\u202f]?[0-9]{3}([ .\-\u00a0\u202f]?[0-9]{2})?(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
