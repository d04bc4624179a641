using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Upgrade;

/// <summary>The three SQLite databases of a data directory, looked at without the program's models: they may be of another version.</summary>
internal sealed class DataFiles(string folder)
{
    /// <summary>The directory.</summary>
    public string Folder => folder;

    /// <summary>The databases that exist.</summary>
    public IEnumerable<string> Present => ModuleDatabases.Modules.Where(name => File.Exists(PathOf(name)));

    /// <summary>Room that the databases take, bytes.</summary>
    public long Bytes => Present.Sum(name => new FileInfo(PathOf(name)).Length + (File.Exists(PathOf(name) + "-wal") ? new FileInfo(PathOf(name) + "-wal").Length : 0));

    /// <summary>A database's file.</summary>
    public string PathOf(string name) => Path.Combine(folder, name + ".db");

    /// <summary>Whether a database that exists is older than the program.</summary>
    public async Task<bool> IsOlderAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Present)
        {
            if (ModuleDatabases.Known(name, DatabaseKind.Sqlite).Except(await AppliedAsync(name, cancellationToken)).Any())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A migration in the data that the program does not know, for a newer version wrote it; or null.</summary>
    public async Task<string?> UnknownAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Present)
        {
            if ((await AppliedAsync(name, cancellationToken)).Except(ModuleDatabases.Known(name, DatabaseKind.Sqlite)).FirstOrDefault() is { } newer)
            {
                return newer;
            }
        }

        return null;
    }

    /// <summary>Copies each database into another directory while others may write, whole and checked by SQLite.</summary>
    public DataFiles CopyTo(string target)
    {
        Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var copy = new DataFiles(target);
        foreach (var name in Present)
        {
            copy.Remove(name);
            SqliteFile.Copy(PathOf(name), copy.PathOf(name));
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

    private Task<IReadOnlyList<string>> AppliedAsync(string name, CancellationToken cancellationToken) =>
        ModuleDatabases.AppliedAsync(name, ModuleDatabases.File(PathOf(name)), cancellationToken);
}
