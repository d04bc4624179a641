using System.Reflection;
using Beffroi.Appliance.Configuration;
using Beffroi.Identity.Data;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Beffroi.Appliance.Upgrade;

/// <summary>The three SQLite databases of a data directory, looked at without the program's models: they may be of another version.</summary>
internal sealed class DataFiles(string folder)
{
    /// <summary>The databases, by name, with the context whose migrations they follow.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Databases = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["portal"] = typeof(SqlitePortal),
        ["identity"] = typeof(SqliteIdentity),
        ["scheduler"] = typeof(SqliteScheduler),
    };

    /// <summary>The directory.</summary>
    public string Folder => folder;

    /// <summary>The databases that exist.</summary>
    public IEnumerable<string> Present => Databases.Keys.Where(name => File.Exists(PathOf(name)));

    /// <summary>Room that the databases take, bytes.</summary>
    public long Bytes => Present.Sum(name => new FileInfo(PathOf(name)).Length + (File.Exists(PathOf(name) + "-wal") ? new FileInfo(PathOf(name) + "-wal").Length : 0));

    /// <summary>A database's file.</summary>
    public string PathOf(string name) => Path.Combine(folder, name + ".db");

    /// <summary>Whether a database that exists is older than the program.</summary>
    public bool IsOlder() => Present.Any(name => Known(Databases[name]).Except(Applied(name)).Any());

    /// <summary>Migrations in the data that the program does not know: a newer version wrote it.</summary>
    public IReadOnlyList<string> Unknown() => [.. Present.SelectMany(name => Applied(name).Except(Known(Databases[name])))];

    /// <summary>Copies each database into another directory while others may write, whole and checked by SQLite.</summary>
    public DataFiles CopyTo(string target)
    {
        Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var copy = new DataFiles(target);
        foreach (var name in Present)
        {
            copy.Remove(name);
            using var from = Open(name);
            using var to = new SqliteConnection($"Data Source={copy.PathOf(name)};Pooling=False");
            to.Open();
            from.BackupDatabase(to);
        }

        return copy;
    }

    /// <summary>Removes a database with what SQLite keeps beside it.</summary>
    public void Remove(string name)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(PathOf(name) + suffix);
        }
    }

    /// <summary>Opens a database as it is.</summary>
    public SqliteConnection Open(string name)
    {
        var connection = new SqliteConnection($"Data Source={PathOf(name)};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        return connection;
    }

    private HashSet<string> Applied(string name)
    {
        using var connection = Open(name);
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (Convert.ToInt64(query.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0)
        {
            return [];
        }

        query.CommandText = "SELECT migration_id FROM __EFMigrationsHistory";
        using var rows = query.ExecuteReader();
        var applied = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            applied.Add(rows.GetString(0));
        }

        return applied;
    }

    private static IEnumerable<string> Known(Type context) =>
        from type in context.Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
        let migration = type.GetCustomAttribute<MigrationAttribute>()
        where migration is not null
        select migration.Id;
}
