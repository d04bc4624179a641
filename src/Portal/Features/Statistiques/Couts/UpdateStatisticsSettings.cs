using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Site;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Couts;

/// <summary>Records what a commune says of its statistics.</summary>
public sealed class UpdateStatisticsSettings(PortalWrites writes, SiteCache cache)
{
    /// <summary>Records a form without errors.</summary>
    public async Task RunAsync(Guid communeId, SettingsForm form, CancellationToken cancellationToken)
    {
        await writes.RunAsync(
            CommuneScope.One(communeId),
            async (db, token) =>
            {
                var settings = await db.StatisticsSettings.FirstOrDefaultAsync(row => row.CommuneId == communeId, token);
                if (settings is null)
                {
                    db.StatisticsSettings.Add(settings = new StatisticsSettings { CommuneId = communeId });
                }

                settings.CounterCents = (int?)Cents(form.Guichet);
                settings.OnlineCents = (int?)Cents(form.EnLigne);
                settings.CostSource = string.IsNullOrWhiteSpace(form.Source) ? null : form.Source.Trim();
                settings.ContributionCents = Cents(form.Cotisation);
                settings.IsPublic = form.Publier;
                settings.SendsReport = form.Rapport;
                settings.ReportAddresses = form.AddressList() is { Count: > 0 } addresses ? string.Join(',', addresses) : null;
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        // The page of the site comes or goes.
        await cache.DropAsync(communeId, cancellationToken);
    }

    private static long? Cents(string? text) => SettingsForm.TryCents(text, out var cents) ? cents : null;
}
