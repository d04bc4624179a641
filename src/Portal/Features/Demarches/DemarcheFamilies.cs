using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Demarches;

/// <summary>The démarches of one theme, under the name that usagers read.</summary>
public sealed record DemarcheFamily(string Code, string Nom, IReadOnlyList<DemarcheDefinition> Demarches);

/// <summary>The themes of démarches: their names, and the order in which a site shows them.</summary>
public static class DemarcheFamilies
{
    private static readonly (string Code, string Nom)[] s_families =
    [
        ("etat-civil", "État civil"), ("voirie", "Rue et voirie"), ("citoyennete", "Papiers et citoyenneté"), ("enfance", "Enfance et école"),
        ("urbanisme", "Logement et urbanisme"), ("vie-associative", "Salles et associations"), ("social", "Aide et social"),
        ("cimetiere", "Cimetière"), ("economie", "Commerce et tourisme"), ("police", "Sécurité et animaux"), ("administration", "Contacter la mairie"),
    ];

    /// <summary>Every theme, in the order of the site.</summary>
    public static IReadOnlyList<(string Code, string Nom)> All => s_families;

    /// <summary>Theme by theme, and by name within a theme.</summary>
    public static IEnumerable<DemarcheDefinition> Order(IEnumerable<DemarcheDefinition> demarches) =>
        demarches.OrderBy(demarche => RankOf(demarche.Famille)).ThenBy(demarche => demarche.Libelle, StringComparer.Ordinal);

    /// <summary>Ordered démarches under the names of their themes.</summary>
    public static IReadOnlyList<DemarcheFamily> Group(IEnumerable<DemarcheDefinition> demarches) =>
        [.. demarches.GroupBy(demarche => demarche.Famille, StringComparer.Ordinal).Select(group => new DemarcheFamily(group.Key, NameOf(group.Key), [.. group]))];

    /// <summary>The line under a démarche's name: « Gratuit · environ 5 minutes · réponse sous 3 jours ouvrés ».</summary>
    public static string Note(DemarcheDefinition demarche) => string.Join(
        " · ", new[] { Fees(demarche.Fees), Lower(demarche.Duration), Lower(demarche.Promise.Text) }.Where(part => part.Length > 0));

    private static string Fees(string text)
    {
        var fees = text.TrimEnd('.');
        return fees == "C’est gratuit" ? "Gratuit" : fees;
    }

    private static string Lower(string text) => text.Length == 0 ? "" : char.ToLowerInvariant(text[0]) + text[1..].TrimEnd('.');

    private static int RankOf(string family)
    {
        var rank = Array.FindIndex(s_families, known => known.Code == family);
        return rank < 0 ? s_families.Length : rank;
    }

    private static string NameOf(string family) =>
        Array.Find(s_families, known => known.Code == family).Nom ?? French.Capitalize(family.Replace('-', ' '));
}
