using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>
/// Finds the open requests of the same commune that may be about the same thing: the same person asks the same, the same place, the same words of late.
/// A few bounded questions to the search; it only proposes.
/// </summary>
internal static class FindDuplicates
{
    private const int Most = 5;
    private const int Days = 60;
    private const int MostRead = 60;
    private const int ShortestWord = 5;
    private const int MostWords = 200;

    // One reason that is strong, or two that are weak.
    private const int Enough = 2;

    // Words of any letter to a town hall.
    private static readonly HashSet<string> s_usual = new(StringComparer.Ordinal)
    {
        "bonjour", "madame", "monsieur", "merci", "cordialement", "salutations", "demande", "demander", "commune", "mairie", "depuis", "devant", "derriere", "avance", "possible",
        "pouvez", "pourriez", "souhaite", "souhaiterais", "voudrais", "prendre", "faire", "question", "probleme", "signaler", "plusieurs", "jours", "semaines", "toujours", "encore",
        "comme", "cette", "notre", "votre", "leurs", "elles", "etait", "avons", "sommes",
    };

    /// <summary>Reads them, the likest first.</summary>
    public static async Task<IReadOnlyList<DuplicateHint>> RunAsync(PortalDb db, Dossier dossier, DemarcheDefinition? demarche, DateTime now, CancellationToken cancellationToken)
    {
        var clues = new Dictionary<Guid, (int Score, List<string> Why)>();
        await AddPersonAsync(db, dossier, clues, cancellationToken);
        foreach (var place in FreeTexts.PlacesOf(dossier, demarche).Take(2))
        {
            Add(clues, await SearchDossiers.FindAsync(db, [dossier.CommuneId], place, cancellationToken), Enough, "même endroit");
        }

        var words = WordsOf(dossier, demarche);
        (int One, int Other)[] pairs = words.Count switch { < 2 => [], 2 => [(0, 1)], _ => [(0, 1), (0, 2), (1, 2)] };
        foreach (var (one, other) in pairs)
        {
            var found = await SearchDossiers.FindAsync(db, [dossier.CommuneId], words[one] + " " + words[other], cancellationToken);
            Add(clues, found, pairs.Length == 1 ? Enough : 1, null);
        }

        var since = now.AddDays(-Days);
        List<Guid> ids = [.. clues.Where(clue => clue.Key != dossier.Id && clue.Value.Score >= Enough).OrderByDescending(clue => clue.Value.Score).Take(MostRead).Select(clue => clue.Key)];
        if (ids.Count == 0)
        {
            return [];
        }

        var near = await db.Dossiers.AsNoTracking()
            .Where(row => row.CommuneId == dossier.CommuneId && ids.Contains(row.Id) && row.ReceivedAt >= since && row.DecidedAt == null && row.ImpliciteLe == null && row.JointeA == null
                && (row.Phase == Phase.Reception || row.Phase == Phase.Qualification || row.Phase == Phase.Traitement))
            .OrderByDescending(row => row.Id)
            .Take(MostRead)
            .ToListAsync(cancellationToken);
        return [.. near.OrderByDescending(row => clues[row.Id].Score).Take(Most).Select(row => new DuplicateHint(LinkedDossier.Of(row), Why(clues[row.Id].Why, words)))];
    }

    private static string Why(List<string> reasons, List<string> words) =>
        reasons.Count > 0 ? string.Join(", ", reasons.Distinct()) : "mêmes mots\u00a0: " + French.List(words.Take(3).Select(word => $"«\u00a0{word}\u00a0»"));

    // Another request of the same person for the same thing; all their others stand beside their name already.
    private static async Task AddPersonAsync(PortalDb db, Dossier dossier, Dictionary<Guid, (int Score, List<string> Why)> clues, CancellationToken cancellationToken)
    {
        var (communeId, personne, address, demarche) = (dossier.CommuneId, dossier.PersonneId, dossier.UsagerCourriel, dossier.DemarcheCode);
        if (personne is null && string.IsNullOrEmpty(address))
        {
            return;
        }

        var same = db.Dossiers.Where(row => row.CommuneId == communeId && row.DemarcheCode == demarche);
        var own = personne is not null ? same.Where(row => row.PersonneId == personne) : same.Where(row => row.UsagerCourriel == address);
        var ids = await own.OrderByDescending(row => row.Id).Take(20).Select(row => row.Id).ToListAsync(cancellationToken);
        Add(clues, new Found(ids, false, null), Enough, "même personne, même démarche");
    }

    private static void Add(Dictionary<Guid, (int Score, List<string> Why)> clues, Found found, int score, string? why)
    {
        // Words that were corrected are not those of the request.
        foreach (var id in found.Corrected is null ? found.Dossiers.Take(MostRead) : [])
        {
            var (before, reasons) = clues.GetValueOrDefault(id, (0, []));
            if (why is not null)
            {
                reasons.Add(why);
            }

            clues[id] = (before + score, reasons);
        }
    }

    // Long words tell more than short ones.
    private static List<string> WordsOf(Dossier dossier, DemarcheDefinition? demarche)
    {
        var written = FreeTexts.WrittenOf(FreeTexts.Of(dossier, demarche), FreeTexts.NamesOf(dossier), ShortestWord, MostWords);
        return [.. written.Values
            .Where(word => !s_usual.Contains(SearchText.WordsOf(word).FirstOrDefault() ?? ""))
            .OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)
            .Take(3)];
    }
}
