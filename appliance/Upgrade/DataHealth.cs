using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Appliance.Upgrade;

/// <summary>Whether migrated data is sound: SQLite's own check, the log's chains, and as many rows as before.</summary>
internal static class DataHealth
{
    private static readonly (string Database, string Table)[] s_counted =
    [
        ("portal", "communes"), ("portal", "dossiers"), ("portal", "dossier_events"), ("portal", "pieces"), ("portal", "messages"), ("portal", "agents"), ("identity", "accounts"),
    ];

    /// <summary>Rows of what nobody may lose; a table that does not exist is left out.</summary>
    public static Dictionary<string, long> Counts(DataFiles files)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (database, table) in s_counted.Where(entry => files.Present.Contains(entry.Database)))
        {
            if (Number(files, database, $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'") == 1)
            {
                counts[table] = Number(files, database, $"SELECT count(*) FROM {table}");
            }
        }

        return counts;
    }

    /// <summary>What is wrong, in French, or null.</summary>
    public static async Task<string?> FaultAsync(IServiceProvider services, DataFiles files, Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        foreach (var name in files.Present)
        {
            using var connection = files.Open(name);
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            if (check.ExecuteScalar() as string is not "ok" and var fault)
            {
                return $"la base {name}.db est abîmée ({fault})";
            }
        }

        var after = Counts(files);
        foreach (var (table, rows) in before)
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

    private static long Number(DataFiles files, string database, string sql)
    {
        using var connection = files.Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
