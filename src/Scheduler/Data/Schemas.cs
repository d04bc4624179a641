using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Beffroi.Scheduler.Data;

/// <summary>The schema of a module's database: the migrations that the program has, and those that the database has had.</summary>
/// <remarks>Read from types and rows: asking a context would have it make its whole model, at each start and each command.</remarks>
public static class Schemas
{
    /// <summary>The identifiers of the migrations that the program knows, in their order.</summary>
    /// <param name="context">The context, of one engine.</param>
    public static IReadOnlyList<string> Known(Type context) =>
        [.. context.Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id)
            .Order(StringComparer.Ordinal)];

    /// <summary>The identifiers of the migrations that a database has had, in their order; none for one without tables.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="schema">The module's schema on PostgreSQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DbException">It cannot be read.</exception>
    public static Task<IReadOnlyList<string>> AppliedAsync(this DatabaseSettings database, string schema, CancellationToken cancellationToken) =>
        database.Kind == DatabaseKind.Sqlite ? AppliedToFileAsync(database, cancellationToken) : AppliedOnServerAsync(database, schema, cancellationToken);

    /// <summary>Applies the migrations that are missing; where none is, one query and no lock.</summary>
    public static async Task BringToDateAsync(this DbContext db, DatabaseSettings database, string schema, CancellationToken cancellationToken)
    {
        if (database.Kind == DatabaseKind.Sqlite)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        }

        if (Known(db.GetType()).Except(await database.AppliedAsync(schema, cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> AppliedToFileAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        return await AppliedAsync(
            connection, "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'", "\"__EFMigrationsHistory\"", cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> AppliedOnServerAsync(DatabaseSettings database, string schema, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            return await AppliedAsync(
                connection, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema}' AND tablename = '__migrations'", $"{schema}.__migrations", cancellationToken);
        }
        // The first migration makes the database.
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyList<string>> AppliedAsync(DbConnection connection, string exists, string table, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = exists;
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0)
        {
            return [];
        }

        command.CommandText = $"SELECT migration_id FROM {table} ORDER BY migration_id";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0));
        }

        return applied;
    }
}
