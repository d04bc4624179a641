using System.Text.RegularExpressions;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>The places in the text of a paper that the dossier fills in, written between braces.</summary>
public static partial class DocumentPlaces
{
    private const string Answer = "reponse.";

    /// <summary>Every place but those of answers.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["demandeur", "objet", "numero", "date", "depot", "commune", "à commune", "de commune", "maire", "service", "motifs", "auteur", "recours", "base"];

    /// <summary>The places named in a text, without their braces.</summary>
    public static IEnumerable<string> In(string text) => Place().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>Whether a place is known, or names an answer of the form.</summary>
    public static bool IsKnown(string place, IReadOnlySet<string> fields) =>
        Known.Contains(place, StringComparer.Ordinal) || (place.StartsWith(Answer, StringComparison.Ordinal) && fields.Contains(place[Answer.Length..]));

    /// <summary>The text with each place filled in; what is not known stays as written.</summary>
    public static string Fill(string text, Func<string, string?> value) =>
        Place().Replace(text, match => value(match.Groups["name"].Value) ?? match.Value);

    /// <summary>The field whose answer a place asks for, or null.</summary>
    public static string? FieldOf(string place) => place.StartsWith(Answer, StringComparison.Ordinal) ? place[Answer.Length..] : null;

    [GeneratedRegex(@"\{(?<name>[^{}\n]{1,60})\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
