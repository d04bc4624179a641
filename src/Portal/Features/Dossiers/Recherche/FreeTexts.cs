using System.Text.Json;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>What a person wrote in their own words in a request, and the words of it; who they are, how to reach them and what they chose in lists is not in it.</summary>
internal static class FreeTexts
{
    // The short text by which forms ask what it is about.
    private const string Objet = "objet";

    private const int MaxText = 4_000;

    private static readonly char[] s_between = [' ', '\n', '\r', '\t', '\u00a0', '\u202f', '.', ',', ';', ':', '!', '?', '(', ')', '«', '»', '"', '/'];

    /// <summary>The texts, in the order of the form.</summary>
    public static IReadOnlyList<string> Of(Dossier dossier, DemarcheDefinition? demarche)
    {
        var answers = AnswersOf(dossier);
        return demarche is null
            ? []
            : [.. demarche.AllFields()
                .Where(field => field.Kind is FieldKind.Longtext || (field.Kind is FieldKind.Text && field.Id == Objet))
                .Select(field => answers.Text(field.Id))
                .OfType<string>()
                .Select(text => text.Length > MaxText ? text[..MaxText] : text)];
    }

    /// <summary>The places that the request is about: never where the person lives.</summary>
    public static IReadOnlyList<string> PlacesOf(Dossier dossier, DemarcheDefinition? demarche)
    {
        var answers = AnswersOf(dossier);
        return demarche is null
            ? []
            : [.. demarche.AllFields()
                .Where(field => field.Kind is FieldKind.Point or FieldKind.Address && field.Id != UsagerFields.Adresse)
                .Select(field => answers[field.Id])
                .OfType<PartsAnswer>()
                .Select(answer => string.Join(' ', answer.Values.Values.Where(part => part.Any(char.IsLetter))))
                .Where(text => text.Length > 0)];
    }

    /// <summary>
    /// The words of texts that may say what they are about, by their stems, each as it was written there first: of letters only, not too short, and none of those
    /// names.
    /// </summary>
    public static IReadOnlyDictionary<string, string> WrittenOf(IEnumerable<string> texts, IReadOnlySet<string> names, int shortest, int most)
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in texts.SelectMany(text => text.Split(s_between, StringSplitOptions.RemoveEmptyEntries)))
        {
            foreach (var word in SearchText.WordsOf(token))
            {
                if (written.Count < most && word.Length >= shortest && !word.AsSpan().ContainsAnyInRange('0', '9') && !names.Contains(word))
                {
                    written.TryAdd(SearchText.Stem(word), Shown(token, word));
                }
            }
        }

        return written;
    }

    /// <summary>The words by which a request names its person and who made it for them.</summary>
    public static HashSet<string> NamesOf(Dossier dossier) =>
        [.. SearchText.WordsOf($"{dossier.UsagerNom} {dossier.Mandat?.Nom} {dossier.UsagerCourriel} {dossier.Mandat?.Courriel}")];

    // An elided article is not of the word: « l’éclairage » is shown as « éclairage ».
    private static string Shown(string token, string word) =>
        token.Split(['\'', '’', '-'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => SearchText.WordsOf(part) is [var own] && own == word)?.ToLowerInvariant() ?? word;

    private static FormAnswers AnswersOf(Dossier dossier)
    {
        try
        {
            using var json = JsonDocument.Parse(dossier.Answers);
            return json.RootElement.ValueKind is JsonValueKind.Object ? FormAnswers.Unchecked(json.RootElement) : FormAnswers.Empty;
        }
        catch (JsonException)
        {
            return FormAnswers.Empty;
        }
    }
}
