using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Rapport;

/// <summary>To whom the monthly report of a commune goes.</summary>
internal static class ReportRecipients
{
    /// <summary>The addresses that the commune gave, or those of the usual readers.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(PortalDb db, Guid communeId, StatisticsSettings? settings, DateOnly today, CancellationToken cancellationToken) =>
        settings?.ReportAddresses is { Length: > 0 } given ? given.Split(',') : await UsualAsync(db, communeId, today, cancellationToken);

    /// <summary>The administrators of the commune and its mayor: the elected official whose quality says so.</summary>
    public static async Task<IReadOnlyList<string>> UsualAsync(PortalDb db, Guid communeId, DateOnly today, CancellationToken cancellationToken)
    {
        var members = await db.Memberships.AsNoTracking()
            .Where(row => row.CommuneId == communeId && (row.Role == Role.CommuneAdmin || row.Role == Role.Elu) && (row.Until == null || row.Until >= today))
            .Join(db.Agents, row => row.AgentId, agent => agent.Id, (row, agent) => new { row.Role, agent.Qualite, agent.Courriel })
            .ToListAsync(cancellationToken);
        return [.. members.Where(row => row.Role == Role.CommuneAdmin || IsMayor(row.Qualite)).Select(row => row.Courriel)
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).Take(StatisticsSettings.MaxAddresses)];
    }

    // « Maire », « Maire de Dangy »; neither « Adjointe au maire » nor « Mairesse déléguée ».
    private static bool IsMayor(string? quality) => quality?.Trim().Split(' ')[0].Equals("maire", StringComparison.OrdinalIgnoreCase) == true;
}
