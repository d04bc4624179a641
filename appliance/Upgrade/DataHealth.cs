using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Appliance.Upgrade;

/// <summary>Whether migrated data is sound: the engine's own check, the log's chains, and as many rows as before.</summary>
internal static class DataHealth
{
    // What nobody may lose; other tables may shrink at a migration.
    private static readonly string[] s_counted =
        ["portal.communes", "portal.dossiers", "portal.dossier_events", "portal.pieces", "portal.messages", "portal.agents", "identity.accounts"];

    /// <summary>What is wrong, in French, or null.</summary>
    public static async Task<string?> FaultAsync(IServiceProvider services, IUpgradedData data, Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        if (data.Damage() is { } damage)
        {
            return damage;
        }

        var after = await data.CountAsync(cancellationToken);
        foreach (var (table, rows) in before.Where(table => s_counted.Contains(table.Key)))
        {
            if (after.GetValueOrDefault(table) < rows)
            {
                return $"la table {table} avait {rows} lignes, il en reste {after.GetValueOrDefault(table)}";
            }
        }

        var verify = services.GetRequiredService<VerifyLog>();
        foreach (var commune in services.GetRequiredService<CommuneDirectory>().All)
        {
            if (await verify.RunAsync(commune, cancellationToken) is { Holds: false } broken)
            {
                return $"le journal de la commune {broken.Insee} est rompu à la ligne {broken.BrokenAt} ({broken.Reason})";
            }
        }

        return null;
    }
}
