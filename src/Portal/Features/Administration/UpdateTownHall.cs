using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.Portal.Features.Site;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration;

/// <summary>Records what the town hall says of itself: contact details and a confirmed week.</summary>
public sealed class UpdateTownHall(PortalWrites writes, CommuneDirectory directory, SiteCache cache, JobBoard jobs)
{
    /// <summary>Records a form without errors.</summary>
    public async Task RunAsync(Guid communeId, TownHallForm form, CancellationToken cancellationToken)
    {
        await writes.RunAsync(
            CommuneScope.One(communeId),
            async (db, token) =>
            {
                var commune = await db.Communes.FirstAsync(row => row.Id == communeId, token);
                commune.Adresse = Clean(form.Adresse);
                commune.Telephone = Clean(form.Telephone);
                commune.Courriel = Clean(form.Courriel);
                commune.Maire = Clean(form.Maire);
                commune.AlertesJours = Clean(form.AlertesJours);
                db.OpeningHours.RemoveRange(await db.OpeningHours.Where(row => row.CommuneId == communeId).ToListAsync(token));
                for (var i = 0; i < TownHallForm.Week.Count; i++)
                {
                    foreach (var (opens, closes) in form.OpeningsOf(i) ?? [])
                    {
                        db.OpeningHours.Add(new OpeningHours
                        {
                            Id = Guid.CreateVersion7(),
                            CommuneId = communeId,
                            Day = TownHallForm.Week[i],
                            Opens = opens,
                            Closes = closes,
                            Confirmed = true,
                        });
                    }
                }

                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        await directory.RefreshAsync(cancellationToken);
        await cache.DropAsync(communeId, cancellationToken);

        // Acknowledgements that lacked the phone leave now.
        jobs.Nudge(SendLegalReceipts.Name);
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
