using System.Text.RegularExpressions;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>The faults of a definition's pages, questions, conditions and calculations.</summary>
internal sealed partial class QuestionCheck
{
    private static readonly string[] s_fileKinds = ["pdf", "jpeg", "png", "heic"];

    private readonly DemarcheDefinition demarche;
    private readonly HashSet<string> all;
    private readonly HashSet<string> pieces;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<DefinitionFault> faults = [];

    private QuestionCheck(DemarcheDefinition demarche)
    {
        this.demarche = demarche;
        all = demarche.AllFieldsDeep().Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
        pieces = demarche.Pieces.Select(piece => piece.Id).ToHashSet(StringComparer.Ordinal);
    }

    public static IReadOnlyList<DefinitionFault> Check(DemarcheDefinition demarche)
    {
        var check = new QuestionCheck(demarche);
        check.CheckPages();
        return check.faults;
    }

    private void Fault(bool wrong, string path, string message)
    {
        if (wrong)
        {
            faults.Add(new(path, message));
        }
    }

    private void CheckPages()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ended = false;
        for (var p = 0; p < demarche.Pages.Count; p++)
        {
            var page = demarche.Pages[p];
            var at = $"$.pages[{p}]";
            Fault(!DefinitionCheck.Slug().IsMatch(page.Id) || !names.Add(page.Id), at + ".id", $"Donnez à la page un nom unique en minuscules : {page.Id}");
            Fault(page.Id is "verifier" or "recu" or "reprendre" or "au-nom-de" or "envois", at + ".id", $"Ce nom est pris par l’adresse d’une autre page : {page.Id}");
            Fault(ended, at, "Cette page n’est jamais atteinte : une page de sortie sans condition la précède");
            ended |= page is { Exit: not null, When: null };
            Fault(page.Exit is null && !page.AllFields().Any(field => field.IsAsked), at + ".sections", "Posez au moins une question, ou indiquez une sortie");
            CheckCondition(page.When, at + ".when");
            for (var s = 0; s < page.Sections.Count; s++)
            {
                var section = page.Sections[s];
                CheckCondition(section.When, $"{at}.sections[{s}].when");
                Fault(section.Title?.Length is 0 or > 200, $"{at}.sections[{s}].title", "Écrivez un titre de partie de 1 à 200 caractères, ou aucun");
                Fault(section.Title is not null && section.Fields.Count == 0, $"{at}.sections[{s}].fields", $"La partie « {section.Title} » n’a pas de question : ajoutez-en une, ou retirez la partie");
                CheckFields(section.Fields, $"{at}.sections[{s}].fields", inBlock: false);
            }
        }
    }

    private void CheckFields(IReadOnlyList<FieldDefinition> fields, string at, bool inBlock)
    {
        for (var f = 0; f < fields.Count; f++)
        {
            var (field, place) = (fields[f], $"{at}[{f}]");
            CheckCondition(field.When, place + ".when");
            foreach (var option in field.Options)
            {
                CheckCondition(option.When, place + ".options");
            }

            Fault(inBlock && field.Kind is FieldKind.Block or FieldKind.Attachment or FieldKind.Computed, place + ".kind", "Un bloc ne contient ni bloc ni pièce jointe : posez la question après lui");
            CheckField(field, place);
            Fault(!DefinitionCheck.Slug().IsMatch(field.Id) || !known.Add(field.Id), place + ".id", $"Donnez à la question un nom unique en minuscules : {field.Id}");
            if (field.Kind is FieldKind.Block && !inBlock)
            {
                CheckFields(field.Fields, place + ".fields", inBlock: true);
            }
        }
    }

    private void CheckField(FieldDefinition field, string at)
    {
        var choice = field.Kind is FieldKind.Choice or FieldKind.Choices;
        Fault(field.Label.Length is 0 or > 500, at + ".label", "Écrivez une question de 1 à 500 caractères");
        Fault(field.Kind is FieldKind.Text or FieldKind.Longtext or FieldKind.Number && SocialSecurity().IsMatch($"{field.Label} {field.Hint}"),
            at + ".label", "Le numéro de sécurité sociale ne peut pas être demandé (décret n° 2019-341)");
        Fault(choice == (field.Options.Count == 0) || field.Options.Count > 200, at + ".options", "Donnez de 1 à 200 réponses aux choix, et à eux seuls");
        Fault(field.Options.Any(option => option.Value.Length is 0 or > 100 || option.Label.Length is 0 or > 300), at + ".options", "Donnez à chaque réponse une valeur de 1 à 100 caractères et un texte de 1 à 300");
        Fault(field.Options.DistinctBy(option => option.Value, StringComparer.Ordinal).Count() != field.Options.Count, at + ".options", "Deux réponses portent la même valeur");
        Fault(field.MaxLength is < 1 or > 10_000 || field.MinLength > (field.MaxLength ?? 200), at + ".maxLength", "Choisissez une longueur de 1 à 10 000 caractères");
        Fault(field.Min > field.Max, at + ".min", "Le minimum dépasse le maximum");
        Fault(field.MaxFiles is < 1 or > 20 || field.MaxMegabytes is < 1 or > 50, at + ".maxFiles", "Acceptez de 1 à 20 fichiers, de 1 à 50 Mo");
        Fault(field.Accept.Any(kind => !s_fileKinds.Contains(kind)), at + ".accept", "Acceptez pdf, jpeg, png ou heic");
        Fault(field.Piece is not null && !pieces.Contains(field.Piece), at + ".piece", $"La pièce {field.Piece} n’est pas dans la liste des pièces");
        Fault(!IsDate(field.Earliest) || !IsDate(field.Latest), at + ".earliest", "Écrivez la date ainsi : 1900-01-31, today ou today-18y");
        Fault((field.Kind is FieldKind.Block) != (field.Fields.Count > 0), at + ".fields", "Donnez ses questions à un bloc, et à lui seul");
        Fault(field.Kind is FieldKind.Block && !field.Fields.Any(inner => inner.IsAsked), at + ".fields", "Posez au moins une question dans le bloc");
        Fault(field.MinItems is < 0 or > 30 || field.MaxItems is < 1 or > 30 || field.LeastItems > field.MostItems, at + ".maxItems", "Prévoyez de 0 à 30 éléments, le minimum sous le maximum");
        Fault((field.Kind is FieldKind.Computed) != (field.Compute is not null), at + ".compute", "Donnez son calcul à une valeur calculée, et à elle seule");
        CheckCalculation(field.Compute, at + ".compute");
    }

    private void CheckCondition(Condition? condition, string path)
    {
        if (condition is not null)
        {
            CheckNames(condition.FieldsRead(), path, "La condition");
            Fault(!IsWellFormed(condition), path, "Écrivez all, any, not, ou un champ avec une seule comparaison et des dates lisibles");
        }
    }

    private void CheckCalculation(Calculation? calculation, string path)
    {
        if (calculation is not null)
        {
            CheckNames(calculation.FieldsRead(), path, "Le calcul");
            Fault(!IsWellFormed(calculation), path, "Écrivez un seul de value, field, sum, product, difference (deux termes), sumOf, days (deux dates), age");
        }
    }

    private void CheckNames(IEnumerable<string> ids, string path, string what)
    {
        foreach (var id in ids)
        {
            Fault(!all.Contains(id), path, $"{what} cite une question inconnue : {id}");
            Fault(all.Contains(id) && !known.Contains(id), path, $"{what} cite une question posée plus loin : {id}");
        }
    }

    private static bool IsWellFormed(Condition c)
    {
        var groups = (c.All is null ? 0 : 1) + (c.Any is null ? 0 : 1) + (c.Not is null ? 0 : 1);
        object?[] tests = [c.EqualTo, c.In, c.Filled, c.Before, c.After, c.AtLeast, c.AtMost];
        var count = tests.Count(test => test is not null);
        return c.Field is null
            ? groups == 1 && count == 0 && c.Part is null && (c.All ?? c.Any ?? [c.Not!]) is { Count: > 0 } inner && inner.All(IsWellFormed)
            : groups == 0 && count == 1 && IsDate(c.Before) && IsDate(c.After);
    }

    private static bool IsWellFormed(Calculation c)
    {
        object?[] ways = [c.Value, c.Field, c.Sum, c.Product, c.Difference, c.SumOf, c.Days, c.Age];
        return ways.Count(way => way is not null) == 1
            && c.Days is null or { Count: 2 }
            && c.Difference is null or { Count: 2 }
            && (c.Sum ?? c.Product ?? c.Difference ?? [new Calculation { Value = 0 }]) is { Count: > 0 and <= 20 } terms
            && terms.All(term => ReferenceEquals(term, c) || term.Value is not null || IsWellFormed(term));
    }

    private static bool IsDate(string? expression) => expression is null || new FormContext(new DateOnly(2026, 1, 1), "", Liaison.De).ReadDate(expression) is not null;

    // The number that no form may ask for (décret 2019-341).
    [GeneratedRegex(@"\bNIR\b|(?i:num[ée]ro\s+de\s+s[ée]cu|n°\s*(?:de\s+)?s[ée]cu|s[ée]curit[ée]\s+sociale|num[ée]ro\s+d.inscription\s+au\s+r[ée]pertoire)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SocialSecurity();
}
