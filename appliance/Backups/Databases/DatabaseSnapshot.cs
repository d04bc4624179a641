using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Backups.Databases;

/// <summary>Copies of the databases at one instant, in a scratch folder.</summary>
/// <param name="Files">The copies, as paths in the scratch folder.</param>
/// <param name="Schemas">The last migration of each module.</param>
/// <param name="Rows">Rows by table.</param>
internal sealed record DatabaseSnapshot(IReadOnlyList<string> Files, IReadOnlyDictionary<string, string> Schemas, IReadOnlyDictionary<string, long> Rows)
{
    /// <summary>Reads the databases while the appliance serves.</summary>
    public static Task<DatabaseSnapshot> TakeAsync(ApplianceSettings settings, string scratch, CancellationToken cancellationToken) =>
        settings.Database.Kind == DatabaseKind.Sqlite
            ? TakeSqliteAsync(settings, scratch, cancellationToken)
            : PgDump.TakeAsync(settings.DatabaseOf("portal"), scratch, cancellationToken);

    /// <summary>Looks for damaged pages.</summary>
    /// <exception cref="BackupException">There are some.</exception>
    public static void CheckSqlite(string path, string name)
    {
        if (SqliteFile.Fault(path) is not null)
        {
            throw Damaged(name);
        }
    }

    private static async Task<DatabaseSnapshot> TakeSqliteAsync(ApplianceSettings settings, string scratch, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        var schemas = new Dictionary<string, string>();
        var rows = new Dictionary<string, long>();
        foreach (var module in ModuleDatabases.Modules)
        {
            var (source, copy) = (Path.Combine(settings.Data, module + ".db"), Path.Combine(scratch, module + ".db"));
            if (!File.Exists(source))
            {
                throw new BackupException($"La base {source} n’existe pas : ce dossier de données n’est pas celui d’une appliance. Vérifiez --data.");
            }

            try
            {
                SqliteFile.Copy(source, copy, passing: true);
                CheckSqlite(copy, source);
                foreach (var (table, count) in SqliteFile.CountRows(copy, module))
                {
                    rows[table] = count;
                }
            }
            catch (SqliteException error) when (SqliteFile.IsDamage(error))
            {
                throw Damaged(source);
            }

            schemas[module] = await ModuleDatabases.SchemaAsync(module, ModuleDatabases.File(copy), cancellationToken) ?? "";
            files.Add(module + ".db");
        }

        return new DatabaseSnapshot(files, schemas, rows);
    }

    private static BackupException Damaged(string name) => new(
        $"La base {name} a une page abîmée : elle n’est pas sauvegardée et les sauvegardes précédentes sont gardées. Restaurez la dernière avec « beffroi restore ».");
}
