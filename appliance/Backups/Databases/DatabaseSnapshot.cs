using Beffroi.Appliance.Configuration;
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

    /// <summary>Copies one SQLite file with SQLite's own backup: a reader to others, page by page, so that unchanged pages stay where they were.</summary>
    public static void CopySqlite(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        using var copy = new SqliteConnection($"Data Source={to};Pooling=False");
        source.Open();
        copy.Open();
        source.BackupDatabase(copy);
        // One file, without a journal beside it.
        Execute(copy, "PRAGMA journal_mode=DELETE");
    }

    /// <summary>Looks for damaged pages.</summary>
    /// <exception cref="BackupException">There are some.</exception>
    public static void CheckSqlite(string path, string name)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        try
        {
            if (command.ExecuteScalar() is not "ok")
            {
                throw Damaged(name);
            }
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw Damaged(name);
        }
    }

    /// <summary>Counts the rows of each table of a SQLite file.</summary>
    public static void CountSqlite(string path, string module, Dictionary<string, long> rows)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using var list = connection.CreateCommand();
        list.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        var tables = new List<string>();
        using (var reader = list.ExecuteReader())
        {
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            using var count = connection.CreateCommand();
            count.CommandText = $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            rows[$"{module}.{table}"] = (long)count.ExecuteScalar()!;
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
                CopySqlite(source, copy);
                CheckSqlite(copy, source);
                CountSqlite(copy, module, rows);
            }
            catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
            {
                throw Damaged(source);
            }

            schemas[module] = await ModuleDatabases.SchemaAsync(module, ModuleDatabases.File(copy), cancellationToken);
            files.Add(module + ".db");
        }

        return new DatabaseSnapshot(files, schemas, rows);
    }

    private static BackupException Damaged(string name) => new(
        $"La base {name} a une page abîmée : elle n’est pas sauvegardée et les sauvegardes précédentes sont gardées. Restaurez la dernière avec « beffroi restore ».");

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
