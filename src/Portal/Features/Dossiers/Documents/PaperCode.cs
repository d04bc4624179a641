namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>The code by which anyone verifies a paper: fourteen random symbols (63 bits) of the alphabet of follow-up codes, and a check symbol.</summary>
public static class PaperCode
{
    /// <summary>The length, the check symbol included.</summary>
    public const int Length = 15;

    /// <summary>Draws a new code.</summary>
    public static string Draw() => FollowUpCode.Draw(Length);

    /// <summary>The code as it is printed: three groups of five.</summary>
    public static string Display(string code) => $"{code[..5]} {code[5..10]} {code[10..]}";

    /// <summary>Reads what a person typed, spaces and lower case accepted; false when it cannot be a code.</summary>
    public static bool TryParse(string? typed, out string code) => FollowUpCode.TryParse(typed, Length, out code);
}
