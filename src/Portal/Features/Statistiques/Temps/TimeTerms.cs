using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Statistiques.Couts;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>What the syndicate says of the time of its shared agents: what an hour costs, and which months are closed.</summary>
public sealed class TimeTerms(PortalWrites writes, TimeProvider time)
{
    private const long MostCents = 100_000;

    /// <summary>Records what an hour costs and where that comes from.</summary>
    /// <exception cref="DossierRuleException">The amount or the source is refused; says which field.</exception>
    public Task SetCostAsync(string? hourly, string? source, CancellationToken cancellationToken)
    {
        if (!SettingsForm.TryCents(hourly, out var cents) || cents > MostCents)
        {
            throw new DossierFieldException("Cout", "Saisissez ce que coûte une heure en euros, comme 32 ou 31,50\u00a0: 1\u00a0000 euros au plus.");
        }

        var said = source?.Trim();
        if (said?.Length > TimeCost.MaxSource || said?.Any(char.IsControl) == true || (cents is not null && string.IsNullOrEmpty(said)))
        {
            throw new DossierFieldException("Source", $"Dites sur une ligne d’où vient ce coût, par exemple la délibération qui le fixe, en {TimeCost.MaxSource}\u00a0caractères au plus.");
        }

        return writes.RunAsync(CommuneScope.One(CommuneScope.SyndicatId), async (db, token) =>
        {
            var cost = await db.TimeCosts.FirstOrDefaultAsync(row => row.CommuneId == CommuneScope.SyndicatId, token);
            if (cost is null)
            {
                db.TimeCosts.Add(cost = new TimeCost { CommuneId = CommuneScope.SyndicatId });
            }

            (cost.HourlyCents, cost.Source) = ((int?)cents, string.IsNullOrEmpty(said) ? null : said);
            await db.SaveChangesAsync(token);
        }, cancellationToken);
    }

    /// <summary>Closes a month that is over, at the present cost; closing it again changes nothing.</summary>
    /// <exception cref="DossierRuleException">The month is not over.</exception>
    public Task CloseAsync(DateOnly month, AgentAccess operateur, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (month.AddMonths(1) > FrenchDates.DayOf(now))
        {
            throw new DossierRuleException($"Le mois de {StatPeriod.NameOf(month)} n’est pas fini\u00a0: il pourra être clos à partir du {FrenchDates.Date(month.AddMonths(1))}.");
        }

        return writes.RunAsync(CommuneScope.One(CommuneScope.SyndicatId), async (db, token) =>
        {
            if (await db.TimeMonths.AnyAsync(row => row.CommuneId == CommuneScope.SyndicatId && row.Month == month, token))
            {
                return;
            }

            var cost = await db.TimeCosts.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == CommuneScope.SyndicatId, token);
            db.TimeMonths.Add(new TimeMonth
            {
                CommuneId = CommuneScope.SyndicatId,
                Month = month,
                ClosedAt = now,
                ClosedByNom = operateur.Nom,
                HourlyCents = cost?.HourlyCents,
                Source = cost?.Source,
            });
            await db.SaveChangesAsync(token);
        }, cancellationToken);
    }
}
