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
    private static readonly string[] Services = ["accueil", "etat-civil", "urbanisme", "technique", "periscolaire"];
    private static readonly string[] FileKinds = ["pdf", "jpeg", "png", "heic"];

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
        Fault(d.AllFields().Count() > 400, "$.pages", "Prévoyez 400 questions au plus");

        var pieces = d.Pieces.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var pages = new HashSet<string>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var all = d.AllFields().Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        void CheckCondition(Condition? condition, string path)
        {
            if (condition is null)
            {
                return;
            }

            foreach (var id in condition.FieldsRead())
            {
                Fault(!all.Contains(id), path, $"La condition cite une question inconnue : {id}");
                Fault(all.Contains(id) && !known.Contains(id), path, $"La condition cite une question posée plus loin : {id}");
            }

            Fault(!IsWellFormed(condition), path, "Écrivez all, any, not, ou un champ avec une seule comparaison et des dates lisibles");
        }

        var ended = false;
        for (var p = 0; p < d.Pages.Count; p++)
        {
            var page = d.Pages[p];
            var at = $"$.pages[{p}]";
            Fault(!Slug().IsMatch(page.Id) || !pages.Add(page.Id), at + ".id", $"Donnez à la page un nom unique en minuscules : {page.Id}");
            Fault(ended, at, "Cette page n’est jamais atteinte : une page de sortie sans condition la précède");
            ended |= page is { Exit: not null, When: null };
            Fault(page.Exit is null && !page.AllFields().Any(f => f.IsQuestion), at + ".sections", "Posez au moins une question, ou indiquez une sortie");
            CheckCondition(page.When, at + ".when");
            for (var s = 0; s < page.Sections.Count; s++)
            {
                var section = page.Sections[s];
                CheckCondition(section.When, $"{at}.sections[{s}].when");
                for (var f = 0; f < section.Fields.Count; f++)
                {
                    var field = section.Fields[f];
                    var place = $"{at}.sections[{s}].fields[{f}]";
                    CheckCondition(field.When, place + ".when");
                    foreach (var option in field.Options)
                    {
                        CheckCondition(option.When, place + ".options");
                    }

                    Fault(!Slug().IsMatch(field.Id) || !known.Add(field.Id), place + ".id", $"Donnez à la question un nom unique en minuscules : {field.Id}");
                    CheckField(field, place, pieces, Fault);
                }
            }
        }

        return faults;
    }

    private static void CheckField(FieldDefinition field, string at, HashSet<string> pieces, Action<bool, string, string> fault)
    {
        var choice = field.Kind is FieldKind.Choice or FieldKind.Choices;
        fault(field.Label.Length is 0 or > 500, at + ".label", "Écrivez une question de 1 à 500 caractères");
        fault(choice == (field.Options.Count == 0) || field.Options.Count > 200, at + ".options", "Donnez de 1 à 200 réponses aux choix, et à eux seuls");
        fault(field.Options.DistinctBy(o => o.Value, StringComparer.Ordinal).Count() != field.Options.Count, at + ".options", "Deux réponses portent la même valeur");
        fault(field.MaxLength is < 1 or > 10_000 || field.MinLength > (field.MaxLength ?? 200), at + ".maxLength", "Choisissez une longueur de 1 à 10 000 caractères");
        fault(field.Min > field.Max, at + ".min", "Le minimum dépasse le maximum");
        fault(field.MaxFiles is < 1 or > 20 || field.MaxMegabytes is < 1 or > 50, at + ".maxFiles", "Acceptez de 1 à 20 fichiers, de 1 à 50 Mo");
        fault(field.Accept.Any(a => !FileKinds.Contains(a)), at + ".accept", "Acceptez pdf, jpeg, png ou heic");
        fault(field.Piece is not null && !pieces.Contains(field.Piece), at + ".piece", $"La pièce {field.Piece} n’est pas dans la liste des pièces");
        fault(!IsDate(field.Earliest) || !IsDate(field.Latest), at + ".earliest", "Écrivez la date ainsi : 1900-01-31, today ou today-18y");
    }

    private static bool IsWellFormed(Condition c)
    {
        var groups = (c.All is null ? 0 : 1) + (c.Any is null ? 0 : 1) + (c.Not is null ? 0 : 1);
        object?[] tests = [c.EqualTo, c.In, c.Filled, c.Before, c.After, c.AtLeast, c.AtMost];
        var count = tests.Count(t => t is not null);
        return c.Field is null
            ? groups == 1 && count == 0 && c.Part is null && (c.All ?? c.Any ?? [c.Not!]) is { Count: > 0 } inner && inner.All(IsWellFormed)
            : groups == 0 && count == 1 && IsDate(c.Before) && IsDate(c.After);
    }

    private static bool IsDate(string? expression) => expression is null || new FormContext(new DateOnly(2026, 1, 1), "", Liaison.De).ReadDate(expression) is not null;

    private static string Explain(string message) =>
        message.Contains("could not be mapped", StringComparison.Ordinal) ? "Ce nom n’existe pas dans le format"
        : message.Contains("required properties", StringComparison.Ordinal) ? "Il manque : " + message[(message.LastIndexOf(':') + 1)..].Trim(' ', '.')
        : message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) ? "Ce nom est écrit deux fois"
        : message.Contains("could not be converted", StringComparison.Ordinal) ? "Cette valeur n’est pas acceptée ici"
        : "Le texte n’est pas du JSON lisible à cet endroit";

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A\d{1,4}\.\d{1,4}\.\d{1,4}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SemanticVersion();
}
