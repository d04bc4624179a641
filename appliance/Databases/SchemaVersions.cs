using System.Data.Common;
using System.Reflection;
using Beffroi.Appliance.Configuration;
using Beffroi.Identity.Data;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Beffroi.Appliance.Hosting;

/// <summary>The schema of a module: the last migration that the program knows, and the last that its database had.</summary>
/// <param name="Module">The module, such as <c>portal</c>.</param>
/// <param name="Program">The last migration of the program.</param>
/// <param name="Database">The last migration of the database; null when it is absent or cannot be read.</param>
internal sealed record SchemaVersion(string Module, string Program, string? Database);

/// <summary>Reads schema versions without migrating, creating or locking anything.</summary>
internal static class SchemaVersions
{
    private static readonly (string Module, Type Sqlite, Type PostgreSql)[] s_modules =
    [
        ("portal", typeof(SqlitePortal), typeof(PgPortal)),
        ("identity", typeof(SqliteIdentity), typeof(PgIdentity)),
        ("scheduler", typeof(SqliteScheduler), typeof(PgScheduler)),
    ];

    public static async Task<IReadOnlyList<SchemaVersion>> ReadAsync(ApplianceSettings settings, CancellationToken cancellationToken)
    {
        var versions = new List<SchemaVersion>();
        foreach (var (module, sqlite, postgreSql) in s_modules)
        {
            var context = settings.Database.Kind == DatabaseKind.Sqlite ? sqlite : postgreSql;
            versions.Add(new SchemaVersion(module, OfProgram(context), await OfDatabaseAsync(settings, module, cancellationToken)));
        }

        return versions;
    }

    private static string OfProgram(Type context) => context.Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
        .Max(StringComparer.Ordinal) ?? "aucun";

    private static async Task<string?> OfDatabaseAsync(ApplianceSettings settings, string module, CancellationToken cancellationToken)
    {
        try
        {
            await using DbConnection connection = settings.Database.Kind == DatabaseKind.Sqlite
                ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(settings.Data, module + ".db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString)
                : new NpgsqlConnection(settings.DatabaseOf(module).ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name of the table is one of three constants.
            command.CommandText = settings.Database.Kind == DatabaseKind.Sqlite
                ? "SELECT max(migration_id) FROM \"__EFMigrationsHistory\""
                : $"SELECT max(migration_id) FROM {module}.__migrations";
#pragma warning restore CA2100
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        }
        catch (DbException)
        {
            return null;
        }
    }
}
