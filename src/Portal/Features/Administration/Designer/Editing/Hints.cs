using System.Text.RegularExpressions;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>The screen of the designer where something is mended.</summary>
public enum HintScreen
{
    Settings,
    Page,
    Question,
    Messages,
    Document
}

/// <summary>What should be looked at before a démarche goes out.</summary>
/// <param name="IsFault">Whether it keeps the démarche from being published; the rest is advice.</param>
/// <param name="Place">Where: the question, the page or the paper, in words.</param>
/// <param name="Text">What, in words.</param>
/// <param name="Screen">Where it is mended.</param>
/// <param name="Target">The id of the page, question or paper; null on a screen that has only one.</param>
public sealed record Hint(bool IsFault, string Place, string Text, HintScreen Screen, string? Target);

/// <summary>Reads a definition as an attentive colleague would: faults, sentences that are hard to read, mentions that are missing.</summary>
public static partial class Hints
{
    private const int MostWords = 25;
    private const int MostLabel = 80;
    private const string Settings = "Réglages";
    private const string Messages = "Messages";

    private static readonly string[] s_jargon =
    [
        "susvisé", "susmentionné", "nonobstant", "le cas échéant", "dûment", "ci-après", "afférent", "attenant à", "diligenter", "surseoir", "récépissé de", "à toutes fins utiles",
        "en vertu de", "pétitionnaire", "requérant", "administré", "au titre de", "subséquent", "prorogation", "itératif", "forclusion",
    ];

    /// <summary>The faults first, then the advice, in the order of the form.</summary>
    public static IReadOnlyList<Hint> Of(DemarcheDefinition demarche) => [.. Faults(demarche), .. Missing(demarche), .. Reading(demarche)];

    private static IEnumerable<Hint> Faults(DemarcheDefinition demarche) => DefinitionCheck.Check(demarche).Select(fault =>
    {
        var (page, field) = Locate(demarche, fault.Path);
        var (place, screen, target) = field is not null ? (field.Label, HintScreen.Question, field.Id)
            : page is not null ? (page.Title, HintScreen.Page, page.Id)
            : DocumentPath().Match(fault.Path) is { Success: true } match && demarche.Documents.ElementAtOrDefault(Number(match, "document")) is { } document ? (document.Title, HintScreen.Document, document.Id)
            : fault.Path.StartsWith("$.messages", StringComparison.Ordinal) ? (Messages, HintScreen.Messages, null)
            : (Settings, HintScreen.Settings, (string?)null);
        return new Hint(true, place, fault.Message + ".", screen, target);
    });

    // $.pages[1].sections[0].fields[2].fields[0].label names the place by its numbers.
    private static (PageDefinition? Page, FieldDefinition? Field) Locate(DemarcheDefinition demarche, string path)
    {
        var match = Path().Match(path);
        if (!match.Success || demarche.Pages.ElementAtOrDefault(Number(match, "page")) is not { } page)
        {
            return default;
        }

        var field = match.Groups["field"].Success ? page.Sections.ElementAtOrDefault(Number(match, "section"))?.Fields.ElementAtOrDefault(Number(match, "field")) : null;
        return (page, match.Groups["inner"].Success ? field?.Fields.ElementAtOrDefault(Number(match, "inner")) ?? field : field);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Hint> Missing(DemarcheDefinition demarche)
    {
        foreach (var (id, what) in new[] { (UsagerFields.Nom, "le nom"), (UsagerFields.Prenom, "le prénom"), (UsagerFields.Courriel, "l’adresse électronique"), (UsagerFields.Telephone, "le téléphone"), ("adresse", "l’adresse postale") })
        {
            if (DefinitionEditor.FindField(demarche, id) is null)
            {
                yield return Advice(Settings, $"Le formulaire ne demande pas {what} de la personne (CRPA, article R112-9-1).");
            }
        }

        if (demarche.Fiche is null)
        {
            yield return Advice(Settings, "Aucune fiche de service-public.gouv.fr n’est citée. S’il en existe une, indiquez-la.");
        }

        if (demarche.Legal?.Certainty is Certainty.M)
        {
            yield return Advice(Settings, "La base légale est écrite de mémoire. Faites-la relire, puis indiquez sa source.");
        }

        foreach (var piece in demarche.Pieces.Where(piece => IsHomeProof(piece.Libelle)))
        {
            yield return Advice(piece.Libelle, "Le justificatif de domicile ne peut pas être demandé à une personne qui déclare son domicile, sauf exceptions (CRPA, article R113-8).");
        }

        foreach (var field in demarche.AllFieldsDeep())
        {
            if (field.Kind is FieldKind.Attachment && IsHomeProof(field.Label))
            {
                yield return Advice(field, "Le justificatif de domicile ne peut pas être demandé à une personne qui déclare son domicile, sauf exceptions (CRPA, article R113-8).");
            }

            if (field.Kind is FieldKind.Date && field.Hint is null)
            {
                yield return Advice(field, "Une date se comprend mieux avec une aide\u00a0: par exemple «\u00a0Le premier jour de la fête\u00a0».");
            }

            if (field is { Kind: FieldKind.Choice or FieldKind.Choices, Optional: false, Missing: null })
            {
                yield return Advice(field, "Écrivez ce qui est dit à une personne qui ne choisit rien.");
            }

            foreach (var value in Compared(demarche, field))
            {
                yield return Advice(field, $"Une condition compare cette question à «\u00a0{value}\u00a0», qui n’est plus une réponse proposée.");
            }
        }
    }

    private static IEnumerable<string> Compared(DemarcheDefinition demarche, FieldDefinition field) => field.Options.Count == 0 ? [] :
        ConditionsOf(demarche).SelectMany(Leaves).Where(leaf => leaf.Field == field.Id).SelectMany(leaf => (leaf.In ?? []).Concat(leaf.EqualTo is { } one ? [one] : []))
            .Where(value => field.Options.All(option => option.Value != value)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<Condition> ConditionsOf(DemarcheDefinition demarche) => demarche.Pages.SelectMany(page => page.Sections.Select(section => section.When).Prepend(page.When))
        .Concat(demarche.AllFieldsDeep().SelectMany(field => field.Options.Select(option => option.When).Prepend(field.When))).OfType<Condition>();

    private static IEnumerable<Condition> Leaves(Condition condition) =>
        condition.Field is not null ? [condition] : (condition.All ?? condition.Any ?? (condition.Not is { } not ? [not] : [])).SelectMany(Leaves);

    private static IEnumerable<Hint> Reading(DemarcheDefinition demarche)
    {
        foreach (var text in new[] { demarche.Description, demarche.Fees, demarche.Promise.Text }.Concat(demarche.Next))
        {
            foreach (var advice in OfText(text))
            {
                yield return Advice(Settings, advice);
            }
        }

        foreach (var advice in MessagesForm.TextsOf(demarche).SelectMany(OfText))
        {
            yield return new Hint(false, Messages, advice, HintScreen.Messages, null);
        }

        foreach (var page in demarche.Pages)
        {
            foreach (var advice in OfText(page.Title).Concat(OfText(page.Intro)))
            {
                yield return new Hint(false, page.Title, advice, HintScreen.Page, page.Id);
            }

            foreach (var field in page.AllFields().SelectMany(field => field.Fields.Prepend(field)))
            {
                if (field.Label.Length > MostLabel && field.Kind is not (FieldKind.Info or FieldKind.Honour))
                {
                    yield return Advice(field, $"La question compte {field.Label.Length} caractères\u00a0: {MostLabel} suffisent, le reste peut aller dans l’aide.");
                }

                foreach (var advice in OfText(field.Label).Concat(OfText(field.Hint)).Concat(field.Options.SelectMany(option => OfText(option.Hint))))
                {
                    yield return Advice(field, advice);
                }
            }
        }
    }

    /// <summary>What makes a text hard to read.</summary>
    internal static IEnumerable<string> OfText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield break;
        }

        foreach (var sentence in text.Split(['.', '?', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = sentence.Split([' ', '\u00a0', '\u202f'], StringSplitOptions.RemoveEmptyEntries).Length;
            if (words > MostWords)
            {
                yield return $"Une phrase compte {words} mots\u00a0: coupez-la, {MostWords} suffisent. «\u00a0{(sentence.Length > 60 ? sentence[..60] + "…" : sentence)}\u00a0»";
            }
        }

        foreach (var word in s_jargon.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"«\u00a0{word}\u00a0» se comprend mal\u00a0: écrivez un mot de tous les jours.";
        }
    }

    private static bool IsHomeProof(string text) => HomeProof().IsMatch(text);

    private static Hint Advice(FieldDefinition field, string text) => new(false, field.Label, text, HintScreen.Question, field.Id);

    private static Hint Advice(string place, string text) => new(false, place, text, HintScreen.Settings, null);

    [GeneratedRegex(@"\A\$\.documents\[(?<document>\d{1,4})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DocumentPath();

    [GeneratedRegex(@"\A\$\.pages\[(?<page>\d{1,4})\](\.sections\[(?<section>\d{1,4})\](\.fields\[(?<field>\d{1,4})\](\.fields\[(?<inner>\d{1,4})\])?)?)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();

    [GeneratedRegex(@"(justificatifs?|preuve|attestation) de domicile", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HomeProof();
}
