using System.Data.Common;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Upgrade;

/// <summary>
/// Brings an existing data directory to the program's schema so that nothing can be lost: room first, a snapshot, a rehearsal on a copy,
/// then the change, then a look at the result; the former data comes back when any of it fails.
/// </summary>
internal sealed class SafeUpgrade(ApplianceSettings settings, bool development, Action<string> say)
{
    // Tests of upgrades name a file of SQL here, run as one more migration of the portal, on the copy and on the data; a file that fails
    // or that harms the data plays the bad migration. Only who starts the command can set it; the service's environment has no such name.
    private const string TrialVariable = "BEFFROI_ESSAI_MIGRATION";

    private readonly DataFiles _files = new(settings.Data);
    private readonly UpgradeMark _mark = new(settings.Data);
    private readonly string? _trial = Environment.GetEnvironmentVariable(TrialVariable);

    /// <summary>Upgrades where it is needed; false when it failed, the former data being in place.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Database.Kind != DatabaseKind.Sqlite || !_files.Present.Any())
        {
            return true;
        }

        if (_mark.Read() is { State: UpgradeMark.Migrating } cut)
        {
            say("Une mise à jour avait été coupée : les données d’avant sont remises.");
            PutBack(cut.Snapshot);
        }

        try
        {
            if (await _files.UnknownAsync(cancellationToken) is { } newer)
            {
                say($"Les données viennent d’une version plus récente de Beffroi ({newer}). Installez cette version, ou restaurez une sauvegarde.");
                return false;
            }

            if (_trial is null && !await _files.IsOlderAsync(cancellationToken))
            {
                return true;
            }
        }
        catch (DbException error)
        {
            say($"Une base de données ne peut pas être lue : {error.Message} « beffroi doctor » dit comment la réparer.");
            return false;
        }

        return HasRoom() && await ChangeAsync(cancellationToken);
    }

    /// <summary>Puts the former data back after a program that did not start; false when that failed.</summary>
    public bool Back()
    {
        if (_mark.Read() is { } waiting)
        {
            PutBack(waiting.Snapshot);
            say("Les données d’avant la mise à jour sont remises.");
        }

        return true;
    }

    /// <summary>The new program serves: the snapshot is history.</summary>
    public void Done() => _mark.Clear();

    private bool HasRoom()
    {
        // The snapshot, the rehearsal's copy and what a rebuilt table needs, with some air.
        var needed = (3 * _files.Bytes) + (64L << 20);
        var free = new DriveInfo(settings.Data).AvailableFreeSpace;
        if (free >= needed)
        {
            return true;
        }

        say($"Il faut {Mo(needed)} Mo libres dans {settings.Data} pour mettre à jour sans risque, il y en a {Mo(free)}. Libérez {Mo(needed - free)} Mo, puis recommencez ; rien n’a été changé.");
        return false;
    }

    private async Task<bool> ChangeAsync(CancellationToken cancellationToken)
    {
        var snapshot = Path.Combine(_mark.Folder, DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        var rehearsal = Path.Combine(_mark.Folder, "repetition");
        var changing = false;
        try
        {
            var before = DataHealth.Counts(_files);
            say($"Copie des bases ({Mo(_files.Bytes)} Mo) dans {snapshot}…");
            var kept = _files.CopyTo(snapshot);
            say("Répétition sur une copie…");
            var fault = await MigrateAsync(kept.CopyTo(rehearsal), before, cancellationToken);
            if (fault is not null)
            {
                say($"La répétition a échoué : {fault}. Les données n’ont pas été touchées.");
                Directory.Delete(snapshot, recursive: true);
                return false;
            }

            say("Mise à jour des données…");
            changing = true;
            _mark.Write(UpgradeMark.Migrating, snapshot);
            if (await MigrateAsync(_files, before, cancellationToken) is { } after)
            {
                PutBack(snapshot);
                say($"La mise à jour des données a échoué : {after}. Les données d’avant sont remises.");
                return false;
            }

            _mark.Write(UpgradeMark.Waiting, snapshot);
            say("Les données sont à jour et vérifiées.");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DbException)
        {
            if (changing)
            {
                PutBack(snapshot);
            }

            say($"La mise à jour a échoué : {error.Message} Les données d’avant sont en place.");
            return false;
        }
        finally
        {
            if (Directory.Exists(rehearsal))
            {
                Directory.Delete(rehearsal, recursive: true);
            }
        }
    }

    // A migration may fail with any exception of its own code: each of them must lead back to the former data.
#pragma warning disable CA1031
    private async Task<string?> MigrateAsync(DataFiles files, Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        try
        {
            var target = settings.CopyFor(files.Folder);
            await using var app = ApplianceBuilder.Build(target, development, runsJobs: false, serves: false);
            await app.Services.PrepareAsync(cancellationToken);
            if (_trial is not null)
            {
                using var connection = SqliteFile.Open(files.PathOf("portal"));
                using var command = connection.CreateCommand();
                command.CommandText = await File.ReadAllTextAsync(_trial, cancellationToken);
                command.ExecuteNonQuery();
            }

            return await DataHealth.FaultAsync(app.Services, files, before, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return error.Message.TrimEnd('.');
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }
#pragma warning restore CA1031

    private void PutBack(string snapshot)
    {
        var kept = new DataFiles(snapshot);
        foreach (var name in kept.Present)
        {
            // Beside first, then renamed: a cut in the middle leaves a whole file of one or the other.
            File.Copy(kept.PathOf(name), _files.PathOf(name) + ".remise", overwrite: true);
            _files.Remove(name);
            File.Move(_files.PathOf(name) + ".remise", _files.PathOf(name));
        }

        _mark.Clear();
    }

    private static string Mo(long bytes) => Math.Ceiling(bytes / 1e6).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
}
