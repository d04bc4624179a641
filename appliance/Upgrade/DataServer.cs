using Beffroi.Appliance.Backups.Databases;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;
using Npgsql;

namespace Beffroi.Appliance.Upgrade;

/// <summary>The PostgreSQL database, copied and put back by PostgreSQL's own programs.</summary>
internal sealed class DataServer(ApplianceSettings settings, bool withoutCopy) : IUpgradedData
{
    private readonly DatabaseSettings _database = settings.DatabaseOf("portal");

    /// <inheritdoc />
    public ApplianceSettings Settings => settings;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AppliedAsync(CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in ModuleDatabases.Modules)
        {
            if (await ModuleDatabases.AppliedAsync(name, settings.DatabaseOf(name), cancellationToken) is { Count: > 0 } had)
            {
                applied[name] = had;
            }
        }

        return applied;
    }

    /// <inheritdoc />
    public async Task<string?> ObstacleAsync(CancellationToken cancellationToken)
    {
        if (withoutCopy)
        {
            return null;
        }

        if (PgDump.Missing() is { } program)
        {
            return $"Le programme « {program} » manque : sans lui, la base PostgreSQL ne peut pas être copiée avant la mise à jour. Installez-le (« apt install postgresql-client »), puis recommencez (« apt-get install --reinstall beffroi »). "
                + "Si PostgreSQL vient d’être sauvegardé autrement : « systemctl stop beffroi », « runuser -u beffroi -- /usr/lib/beffroi/beffroi upgrade --sans-copie », puis « apt-get install --reinstall beffroi ».";
        }

        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var size = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        var needed = (long)(await size.ExecuteScalarAsync(cancellationToken))! + (64L << 20);
        var free = new DriveInfo(settings.Data).AvailableFreeSpace;
        return free >= needed ? null
            : $"La copie de la base demande {Size.Mo(needed)} Mo libres dans {settings.Data}, il y en a {Size.Mo(free)}. Libérez {Size.Mo(needed - free)} Mo, puis recommencez.";
    }

    /// <inheritdoc />
    public async Task<bool> KeepAsync(string snapshot, CancellationToken cancellationToken)
    {
        if (withoutCopy)
        {
            return false;
        }

        Directory.CreateDirectory(snapshot, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await PgDump.SaveAsync(_database, Path.Combine(snapshot, PgDump.FileName), cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public Task PutBackAsync(string snapshot, CancellationToken cancellationToken) =>
        PgDump.RestoreAsync(_database, Path.Combine(snapshot, PgDump.FileName), cancellationToken);

    /// <inheritdoc />
    public IUpgradedData? Rehearsal(string snapshot, string folder) => null;

    /// <inheritdoc />
    public Task<Dictionary<string, long>> CountAsync(CancellationToken cancellationToken) => PgDump.CountAsync(_database, cancellationToken);

    /// <inheritdoc />
    public string? Damage() => null;

    /// <inheritdoc />
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // A test's own migration.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
