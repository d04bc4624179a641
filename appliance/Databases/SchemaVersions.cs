using System.Data.Common;
using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Databases;

/// <summary>The schema of a module: the last migration that the program knows, and the last that its database had.</summary>
/// <param name="Module">The module, such as <c>portal</c>.</param>
/// <param name="Program">The last migration of the program.</param>
/// <param name="Database">The last migration of the database; null when it is absent or cannot be read.</param>
internal sealed record SchemaVersion(string Module, string Program, string? Database);

/// <summary>Reads schema versions without migrating or creating anything.</summary>
internal static class SchemaVersions
{
    public static async Task<IReadOnlyList<SchemaVersion>> ReadAsync(ApplianceSettings settings, CancellationToken cancellationToken)
    {
        var versions = new List<SchemaVersion>();
        foreach (var module in ModuleDatabases.Modules)
        {
            versions.Add(new SchemaVersion(module, ModuleDatabases.Known(module, settings.Database.Kind)[^1], await OfDatabaseAsync(settings, module, cancellationToken)));
        }

        return versions;
    }

    private static async Task<string?> OfDatabaseAsync(ApplianceSettings settings, string module, CancellationToken cancellationToken)
    {
        var database = settings.DatabaseOf(module);
        if (database.Kind == DatabaseKind.Sqlite && !File.Exists(Path.Combine(settings.Data, module + ".db")))
        {
            return null;
        }

        try
        {
            return await ModuleDatabases.SchemaAsync(module, database, cancellationToken);
        }
        catch (DbException)
        {
            return null;
        }
    }
}
