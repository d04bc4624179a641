using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Suggestions;

/// <summary>A suggestion in words.</summary>
/// <param name="Label">The code of what is suggested.</param>
/// <param name="Because">« parce que « lampadaire » (12 dossiers) et « rue » (9 dossiers) ».</param>
public sealed record ShownSuggestion(string Label, string Because);

/// <summary>Suggests a démarche or a service for a text from the past dossiers of the commune; it changes nothing.</summary>
public sealed class ReadSuggestions(DemarcheCatalogue catalogue)
{
    // Forty words, each with the labels of one commune.
    private const int MostRows = 6_000;

    /// <summary>What a dossier suggests; nothing when too little is known.</summary>
    public Task<ShownSuggestion?> OfAsync(PortalDb db, Dossier dossier, SuggestionKind kind, CancellationToken cancellationToken) =>
        ReadAsync(db, dossier.CommuneId, kind, SuggestionWords.Of(FreeTexts.Of(dossier, catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)), FreeTexts.NamesOf(dossier)), cancellationToken);

    /// <summary>What words typed at the counter suggest.</summary>
    public static Task<ShownSuggestion?> OfAsync(PortalDb db, Guid communeId, string typed, SuggestionKind kind, CancellationToken cancellationToken) =>
        ReadAsync(db, communeId, kind, SuggestionWords.Of([typed], new HashSet<string>(StringComparer.Ordinal)), cancellationToken);

    private static async Task<ShownSuggestion?> ReadAsync(PortalDb db, Guid communeId, SuggestionKind kind, IReadOnlyDictionary<string, string> words, CancellationToken cancellationToken)
    {
        if (words.Count == 0)
        {
            return null;
        }

        // Words that few dossiers have are not kept under their names, and are not found.
        List<string> asked = ["", .. words.Keys];
        var rows = await db.SuggestionCounts.AsNoTracking()
            .Where(row => row.CommuneId == communeId && row.Kind == kind && asked.Contains(row.Word))
            .OrderBy(row => row.Word).ThenBy(row => row.Label)
            .Take(MostRows)
            .ToListAsync(cancellationToken);
        var labels = rows.Where(row => row.Word.Length == 0).ToDictionary(row => row.Label, row => row.Count, StringComparer.Ordinal);
        var counts = rows.Where(row => row.Word.Length > 0).GroupBy(row => row.Word, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            IReadOnlyDictionary<string, int> (group) => group.ToDictionary(row => row.Label, row => row.Count, StringComparer.Ordinal),
            StringComparer.Ordinal);
        return NaiveBayes.Suggest(labels, counts) is { } suggestion
            ? new ShownSuggestion(suggestion.Label, "parce que " + French.List(suggestion.Reasons.Select(reason => $"«\u00a0{words[reason.Word]}\u00a0» ({French.Count(reason.Dossiers, "dossier")})")))
            : null;
    }
}
