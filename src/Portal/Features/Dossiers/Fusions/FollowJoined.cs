using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>
/// Takes the dossiers that are treated with one along in what is done with it, in the same transaction, each with its own log, mail and dates.
/// What silence has decided of one of them meanwhile is recorded first.
/// </summary>
public sealed class FollowJoined(LegalDeadlines deadlines)
{
    /// <summary>The most dossiers that are treated with one.</summary>
    public const int Most = 50;

    // A shorter last word of a name is a word of any text.
    private const int ShortestName = 3;

    /// <summary>Does it for each of them that is not ended.</summary>
    public async Task EachAsync(DossierContext context, Func<DossierContext, Task> act)
    {
        var token = context.CancellationToken;
        foreach (var dossier in await JoinedTo(context).ToListAsync(token))
        {
            var own = context with { Dossier = dossier };
            var requests = await context.Db.PieceRequests.AsNoTracking().Where(row => row.DossierId == dossier.Id).OrderBy(row => row.RequestedAt).ToListAsync(token);
            var awaited = (dossier.NextDate, dossier.NextDateKind, dossier.SilenceOn);
            if (ImpliedDecision.MayBeDue(dossier, context.Now))
            {
                ImpliedDecision.Record(own, requests, deadlines);
            }

            await act(own);
            deadlines.Apply(dossier, requests);
            if (awaited != (dossier.NextDate, dossier.NextDateKind, dossier.SilenceOn))
            {
                await EndAlarms.RunAsync(own);
            }

            await SearchIndex.FollowAsync(context.Db, dossier, token);
        }
    }

    /// <summary>Refuses a text that goes to several persons and names the one of the main dossier.</summary>
    /// <exception cref="DossierRuleException">It names them: says which word, and what to do.</exception>
    public static async Task CheckTextAsync(DossierContext context, string text)
    {
        var dossier = context.Dossier;
        var others = await JoinedTo(context).Where(row => row.UsagerNom != dossier.UsagerNom).Select(row => row.UsagerNom).ToListAsync(context.CancellationToken);
        if (others.Count > 0 && NamedIn(text, dossier, others) is { } word)
        {
            throw new DossierRuleException(
                $"Ce texte part aussi aux usagers des demandes jointes, et il dit «\u00a0{word}\u00a0», qui désigne {dossier.UsagerNom}. Retirez-le, ou séparez d’abord les demandes.");
        }
    }

    /// <summary>Refuses what each request needs for itself, such as a transfer with its proof.</summary>
    public static async Task RequireNoneAsync(DossierContext context)
    {
        if (await JoinedTo(context).AnyAsync(context.CancellationToken))
        {
            throw new DossierRuleException("Des demandes sont jointes à celle-ci\u00a0: séparez-les d’abord, chacune doit être traitée pour elle-même ici.");
        }
    }

    private static string? NamedIn(string text, Dossier dossier, List<string> others)
    {
        if (dossier.UsagerCourriel is { Length: > 0 } address && text.Contains(address, StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        var words = SearchText.WordsOf(text);
        if (dossier.UsagerTelephone is { Length: > 0 } phone && SearchText.WordsOf(phone) is [var number] && words.Contains(number, StringComparer.Ordinal))
        {
            return phone;
        }

        if (words.Contains(dossier.Code, StringComparer.OrdinalIgnoreCase) || text.Contains(FollowUpCode.Display(dossier.Code), StringComparison.OrdinalIgnoreCase))
        {
            return FollowUpCode.Display(dossier.Code);
        }

        // The family name; one that all of them bear tells nobody anything.
        return SearchText.WordsOf(dossier.UsagerNom) is [.., var last] && last.Length >= ShortestName
            && words.Contains(last, StringComparer.Ordinal) && others.Exists(other => !SearchText.WordsOf(other).Contains(last, StringComparer.Ordinal))
                ? last
                : null;
    }

    private static IQueryable<Dossier> JoinedTo(DossierContext context)
    {
        var (communeId, id) = (context.Dossier.CommuneId, context.Dossier.Id);
        return context.Db.Dossiers.Where(row => row.CommuneId == communeId && row.JointeA == id && row.Phase != Phase.Cloture).OrderBy(row => row.Id).Take(Most);
    }
}
