using System.ComponentModel;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;
using Npgsql;

namespace Beffroi.Appliance.Backups.Databases;

/// <summary>PostgreSQL's own programs <c>pg_dump</c> and <c>pg_restore</c> (Debian package <c>postgresql-client</c>).</summary>
internal static class PgDump
{
    /// <summary>The dump in a backup.</summary>
    public const string FileName = "postgresql.dump";

    // The setting that row-level policies read; « * » shows the rows of all communes.
    private const string ScopeSetting = "beffroi.communes";

    private static readonly string[] s_programs = ["pg_dump", "pg_restore", "psql"];

    private static readonly string[] s_schemas = ["portal", "identity", "scheduler", "public"];

    /// <summary>Dumps the database at one instant and counts its rows at the same one.</summary>
    public static async Task<DatabaseSnapshot> TakeAsync(DatabaseSettings database, string scratch, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, long>();
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var snapshot = (string)(await ScalarAsync(connection, "SELECT pg_export_snapshot()", cancellationToken))!;
            await ScalarAsync(connection, $"SELECT set_config('{ScopeSetting}', '*', true)", cancellationToken);
            foreach (var table in await TablesAsync(connection, cancellationToken))
            {
                rows[table.Replace("\"", "", StringComparison.Ordinal)] = (long)(await ScalarAsync(connection, "SELECT count(*) FROM " + table, cancellationToken))!;
            }

            // Uncompressed: what did not change then deduplicates, and the packs compress it anyway.
            await RunAsync("pg_dump", database, ["-Fc", "-Z0", "--enable-row-security", "--snapshot=" + snapshot, "-f", Path.Combine(scratch, FileName)], cancellationToken);
        }

        var schemas = new Dictionary<string, string>();
        foreach (var module in ModuleDatabases.Modules)
        {
            schemas[module] = await ModuleDatabases.SchemaAsync(module, database, cancellationToken) ?? "";
        }

        return new DatabaseSnapshot([FileName], schemas, rows);
    }

    /// <summary>Dumps the present database into a file.</summary>
    public static Task SaveAsync(DatabaseSettings database, string path, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", database, ["-Fc", "--enable-row-security", "-f", path], cancellationToken);

    /// <summary>Replaces the database by a dump, all or nothing: what a newer schema had added goes too.</summary>
    public static async Task RestoreAsync(DatabaseSettings database, string path, CancellationToken cancellationToken)
    {
        var script = path + ".sql";
        try
        {
            await RunAsync("pg_restore", database, ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error", "-f", script, path], cancellationToken);
            await RunAsync(
                "psql",
                database,
                ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "-c", "SET client_min_messages = warning; DROP SCHEMA IF EXISTS portal, identity, scheduler CASCADE", "-f", script],
                cancellationToken);
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>The first of the programs that is not installed, or null.</summary>
    public static string? Missing() => Array.Find(s_programs, program =>
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>Makes an empty database beside the appliance's own, for a rehearsal.</summary>
    public static async Task<DatabaseSettings> MakeScratchAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        var name = "beffroi_essai_" + Guid.CreateVersion7().ToString("N")[..16];
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        try
        {
            await ScalarAsync(connection, $"CREATE DATABASE {name}", cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new BackupException("L’utilisateur PostgreSQL de Beffroi ne peut pas créer de base d’essai. Donnez-lui ce droit : « ALTER ROLE beffroi CREATEDB ».");
        }

        return database with { ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false }.ConnectionString };
    }

    /// <summary>Drops such a database.</summary>
    public static async Task DropScratchAsync(DatabaseSettings database, DatabaseSettings scratch)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await ScalarAsync(connection, $"DROP DATABASE IF EXISTS {Name(scratch)} WITH (FORCE)", CancellationToken.None);
    }

    /// <summary>Counts the rows of each table.</summary>
    public static async Task<Dictionary<string, long>> CountAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, long>();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ScalarAsync(connection, $"SELECT set_config('{ScopeSetting}', '*', false)", cancellationToken);
        foreach (var table in await TablesAsync(connection, cancellationToken))
        {
            rows[table.Replace("\"", "", StringComparison.Ordinal)] = (long)(await ScalarAsync(connection, "SELECT count(*) FROM " + table, cancellationToken))!;
        }

        return rows;
    }

    private static string Name(DatabaseSettings database) => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname = ANY (@schemas) ORDER BY 1", connection);
        command.Parameters.AddWithValue("schemas", s_schemas);
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task RunAsync(string program, DatabaseSettings database, string[] arguments, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        // The environment, and not the command line that every user of the machine sees.
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = connection.Database;
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGOPTIONS"] = $"-c {ScopeSetting}=*";
        try
        {
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new BackupException($"{program} a échoué : {(await said).Trim()}");
            }
        }
        catch (Win32Exception)
        {
            throw new BackupException($"Le programme « {program} » manque. Installez-le avec « apt install postgresql-client ».");
        }
    }
}
