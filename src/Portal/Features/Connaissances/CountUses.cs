using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>Counts the templates that served in an answer, in the transaction that sends it.</summary>
public sealed class CountUses(OfferedConnaissances offered)
{
    /// <summary>
    /// Counts those of which a line is still in what is sent; a template counts once for each dossier. One that is not offered to the dossier is not counted.
    /// </summary>
    public async Task RunAsync(DossierContext context, string sent, IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var (db, dossier) = (context.Db, context.Dossier);
        var offer = await offered.ReadAsync(dossier.CommuneId, dossier.DemarcheCode, context.CancellationToken);
        var values = await ValuesAsync(context);
        foreach (var modele in offer.Modeles.Where(row => ids.Contains(row.Id) && ModeleFields.StandIn(sent, ModeleFields.Fill(row.Texte, values))))
        {
            if (await db.ConnaissanceUses.AnyAsync(row => row.CommuneId == dossier.CommuneId && row.ConnaissanceId == modele.Id && row.DossierId == dossier.Id, context.CancellationToken))
            {
                continue;
            }

            db.ConnaissanceUses.Add(new ConnaissanceUse { CommuneId = dossier.CommuneId, ConnaissanceId = modele.Id, DossierId = dossier.Id });
            var tally = await db.ConnaissanceTallies.FirstOrDefaultAsync(row => row.CommuneId == dossier.CommuneId && row.ConnaissanceId == modele.Id, context.CancellationToken);
            if (tally is null)
            {
                tally = new ConnaissanceTally { CommuneId = dossier.CommuneId, ConnaissanceId = modele.Id };
                db.ConnaissanceTallies.Add(tally);
            }

            tally.Uses++;
        }
    }

    /// <summary>A text that was begun from templates before there was a dossier, with what was still to fill in; any other text stays as it is.</summary>
    public async Task<string> CompleteAsync(DossierContext context, string text, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? text : ModeleFields.Fill(text, await ValuesAsync(context));

    private async Task<Dictionary<string, string>> ValuesAsync(DossierContext context)
    {
        var dossier = context.Dossier;
        var service = await context.Db.Services
            .Where(row => row.CommuneId == dossier.CommuneId && row.Id == dossier.ServiceId).Select(row => row.Nom).FirstOrDefaultAsync(context.CancellationToken);
        return ModeleFields.Of(dossier, context.Commune, service, context.Agent!, offered.Today);
    }
}
