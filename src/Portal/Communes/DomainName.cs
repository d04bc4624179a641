using System.Globalization;
using System.Text.RegularExpressions;

namespace Beffroi.Portal.Communes;

/// <summary>The name of a commune's own domain, as operators type it.</summary>
internal static partial class DomainName
{
    /// <summary>How to write one.</summary>
    public const string HowTo = "Écrivez le nom seul, sans https:// ni barre oblique, comme www.exemple.fr.";

    private const int Max = 253;

    /// <summary>The name in lower case and in ASCII (IDNA); null when it is none.</summary>
    public static string? Read(string typed)
    {
        try
        {
            var ascii = new IdnMapping().GetAscii(typed).ToLowerInvariant();
            return ascii.Length <= Max && Shape().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
