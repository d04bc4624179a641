using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;

namespace Beffroi.Appliance.Upgrade;

/// <summary>The three SQLite databases of a data directory.</summary>
internal sealed class DataFiles(ApplianceSettings settings) : IUpgradedData
{
    /// <inheritdoc />
    public ApplianceSettings Settings => settings;

    private IEnumerable<string> Present => ModuleDatabases.Modules.Where(name => File.Exists(PathOf(name)));

    private long Bytes => Present.Sum(name => new FileInfo(PathOf(name)).Length + (File.Exists(PathOf(name) + "-wal") ? new FileInfo(PathOf(name) + "-wal").Length : 0));

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AppliedAsync(CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in Present)
        {
            // A file that does not open must be told as such: the migrations of one that is not there would be none.
            SqliteFile.Touch(PathOf(name));
            applied[name] = await ModuleDatabases.AppliedAsync(name, ModuleDatabases.File(PathOf(name)), cancellationToken);
        }

        return applied;
    }

    /// <inheritdoc />
    public Task<string?> ObstacleAsync(CancellationToken cancellationToken)
    {
        if (Damage() is { } damage)
        {
            return Task.FromResult<string?>($"Pas de mise à jour : {damage}. « beffroi restore » ramène la dernière sauvegarde.");
        }

        // The snapshot, the rehearsal's copy and what a rebuilt table needs, with some air.
        var needed = (3 * Bytes) + (64L << 20);
        var free = new DriveInfo(settings.Data).AvailableFreeSpace;
        return Task.FromResult(free >= needed ? null
            : $"Il faut {Size.Mo(needed)} Mo libres dans {settings.Data} pour mettre à jour sans risque, il y en a {Size.Mo(free)}. Libérez {Size.Mo(needed - free)} Mo, puis recommencez.");
    }

    /// <inheritdoc />
    public Task<bool> KeepAsync(string snapshot, CancellationToken cancellationToken)
    {
        CopyTo(snapshot);
        return Task.FromResult(true);
    }

    /// <inheritdoc />
    public Task PutBackAsync(string snapshot, CancellationToken cancellationToken)
    {
        var kept = new DataFiles(settings.CopyFor(snapshot));
        foreach (var name in kept.Present)
        {
            // Beside first, then renamed: a cut in the middle leaves a whole file of one or the other.
            File.Copy(kept.PathOf(name), PathOf(name) + ".remise", overwrite: true);
            Remove(name);
            File.Move(PathOf(name) + ".remise", PathOf(name));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public IUpgradedData? Rehearsal(string snapshot, string folder) => new DataFiles(settings.CopyFor(snapshot)).CopyTo(folder);

    /// <inheritdoc />
    public Task<Dictionary<string, long>> CountAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Present.SelectMany(name => SqliteFile.CountRows(PathOf(name), name)).ToDictionary(StringComparer.Ordinal));

    /// <inheritdoc />
    public string? Damage() => Present
        .Select(name => SqliteFile.Fault(PathOf(name)) is { } fault ? $"la base {name}.db est abîmée ({fault})" : null)
        .FirstOrDefault(fault => fault is not null);

    /// <inheritdoc />
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var connection = SqliteFile.Open(PathOf("portal"));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DataFiles CopyTo(string target)
    {
        Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var copy = new DataFiles(settings.CopyFor(target));
        foreach (var name in Present)
        {
            copy.Remove(name);
            SqliteFile.Copy(PathOf(name), copy.PathOf(name));
        }

        return copy;
    }

    private void Remove(string name)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(PathOf(name) + suffix);
        }
    }

    private string PathOf(string name) => Path.Combine(settings.Data, name + ".db");
}
