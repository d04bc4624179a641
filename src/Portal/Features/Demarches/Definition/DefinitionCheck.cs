using System.Text.Json;
using System.Text.RegularExpressions;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>One fault of a definition, in French, with its JSON path and, for a fault of shape, its line.</summary>
public sealed record DefinitionFault(string Path, string Message, long? Line = null)
{
    public override string ToString() => Line is null ? $"{Path} : {Message}" : $"ligne {Line}, {Path} : {Message}";
}

/// <summary>Says everything that keeps a definition from being published.</summary>
public static partial class DefinitionCheck
{
    public const int MaxLength = 512 * 1024;
    internal const int MaxPaperTitle = 200;
    internal const int MaxPaperBody = 20_000;
    internal const int MaxSms = 160;
    internal const int MaxCourriel = 2000;

    private static readonly string[] Services = ["accueil", "etat-civil", "urbanisme", "technique", "periscolaire"];

    public static IReadOnlyList<DefinitionFault> Check(string json)
    {
        if (json.Length > MaxLength)
        {
            return [new("$", "La définition dépasse 512 Ko : allégez-la")];
        }

        try
        {
            return Check(DefinitionJson.Read(json));
        }
        catch (JsonException e)
        {
            return [new(e.Path ?? "$", Explain(e.Message), e.LineNumber + 1)];
        }
    }

    /// <summary>The faults of meaning, once the shape is right.</summary>
    public static IReadOnlyList<DefinitionFault> Check(DemarcheDefinition d)
    {
        var faults = new List<DefinitionFault>();
        void Fault(bool wrong, string path, string message)
        {
            if (wrong)
            {
                faults.Add(new(path, message));
            }
        }

        Fault(!Slug().IsMatch(d.Code), "$.code", "Utilisez des minuscules, des chiffres et des tirets, 40 au plus");
        Fault(!SemanticVersion().IsMatch(d.Version), "$.version", "Écrivez trois nombres, par exemple 1.0.0");
        Fault(d.Legal is null, "$.legal", "Indiquez la base légale");
        Fault(d.Silence is null, "$.silence", "Indiquez ce que vaut le silence de la mairie");
        Fault(d.Silence is { Rule: not SilenceMeaning.SansObjet, Months: not (>= 1 and <= 24) }, "$.silence.months", "Indiquez le délai, de 1 à 24 mois");
        Fault(d.Notice is null, "$.notice", "Indiquez la mention sur les données personnelles");
        Fault(d.Retention is null, "$.retention", "Indiquez la durée de conservation et le sort final");
        Fault(!Services.Contains(d.Service), "$.service", $"Choisissez un service connu : {string.Join(", ", Services)}");
        Fault(d.Promise.WorkingDays is < 0 or > 365, "$.promise.workingDays", "Indiquez de 0 à 365 jours ouvrés");
        Fault(d.Pages.Count is 0 or > 40, "$.pages", "Prévoyez de 1 à 40 pages");
        Fault(d.AllFieldsDeep().Count() > 400, "$.pages", "Prévoyez 400 questions au plus");

        Fault(d.Targets is { } targets && new[] { targets.Qualification, targets.Traitement, targets.Delivrance }.Any(days => days is < 0 or > 365),
            "$.targets", "Indiquez de 0 à 365 jours ouvrés par phase");
        CheckMessages(d.Messages, Fault);
        CheckDocuments(d, Fault);
        faults.AddRange(QuestionCheck.Check(d));
        return faults;
    }

    private static void CheckMessages(DemarcheMessages? messages, Action<bool, string, string> fault)
    {
        foreach (var (name, text) in new[] { ("recu", messages?.Recu), ("accepte", messages?.Accepte), ("refuse", messages?.Refuse), ("remis", messages?.Remis) })
        {
            fault(text?.Sms?.Length > MaxSms, $"$.messages.{name}.sms", "Raccourcissez le SMS : 160 caractères au plus");
            fault(text?.Courriel?.Length > MaxCourriel, $"$.messages.{name}.courriel", "Raccourcissez le texte : 2 000 caractères au plus");
        }
    }

    private static void CheckDocuments(DemarcheDefinition d, Action<bool, string, string> fault)
    {
        var fields = d.AllFields().Where(field => field.IsQuestion).Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < d.Documents.Count; i++)
        {
            var document = d.Documents[i];
            var at = $"$.documents[{i}]";
            fault(!Slug().IsMatch(document.Id) || d.Documents.Count(other => other.Id == document.Id) > 1, at + ".id", $"Donnez au document un nom unique en minuscules : {document.Id}");
            fault(document.Title.Length is 0 or > MaxPaperTitle, at + ".title", $"Écrivez un titre de 1 à {MaxPaperTitle} caractères");
            foreach (var message in FaultsOfBody(document, fields))
            {
                fault(true, at + ".body", message);
            }
        }
    }

    /// <summary>The faults of a paper's text. What the law wants on a paper is checked where the paper is written, not where it is sent.</summary>
    /// <param name="document">The paper.</param>
    /// <param name="fields">The ids of the questions whose answers it may hold.</param>
    internal static IEnumerable<string> FaultsOfBody(DocumentTemplate document, IReadOnlySet<string> fields)
    {
        if (document.Body.Length is 0 or > MaxPaperBody)
        {
            yield return "Écrivez un texte de 1 à 20 000 caractères";
        }

        foreach (var mention in MentionsOf(document.Kind).Where(mention => !document.Body.Contains(mention.Place, StringComparison.Ordinal)))
        {
            yield return $"Placez {mention.Place} : {mention.Reason}";
        }

        foreach (var place in DocumentPlaces.In(document.Body).Where(place => !DocumentPlaces.IsKnown(place, fields)))
        {
            yield return $"La place {{{place}}} n’existe pas";
        }
    }

    /// <summary>The places that the law wants on a paper, and why.</summary>
    internal static IEnumerable<(string Place, string Reason)> MentionsOf(DocumentKind kind)
    {
        if (kind is not DocumentKind.Preparation)
        {
            yield return ("{auteur}", "prénom, nom, qualité et service de la personne qui signe (CRPA, article L212-1)");
        }

        if (kind is DocumentKind.Refus)
        {
            yield return ("{motifs}", "un refus dit ses raisons de droit et de fait (CRPA, articles L211-2 et L211-5)");
        }

        if (kind is DocumentKind.Refus or DocumentKind.Decision)
        {
            yield return ("{recours}", "les voies et délais de recours (code de justice administrative, article R421-5)");
        }
    }

    private static string Explain(string message) =>
        message.Contains("could not be mapped", StringComparison.Ordinal) ? "Ce nom n’existe pas dans le format"
        : message.Contains("required properties", StringComparison.Ordinal) ? "Il manque : " + message[(message.LastIndexOf(':') + 1)..].Trim(' ', '.')
        : message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) ? "Ce nom est écrit deux fois"
        : message.Contains("could not be converted", StringComparison.Ordinal) ? "Cette valeur n’est pas acceptée ici"
        : "Le texte n’est pas du JSON lisible à cet endroit";

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex Slug();

    [GeneratedRegex(@"\A\d{1,4}\.\d{1,4}\.\d{1,4}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SemanticVersion();
}
