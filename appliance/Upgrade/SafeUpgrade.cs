using System.Data.Common;
using System.Globalization;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Upgrade;

/// <summary>
/// Brings existing data to the program's schema so that nothing can be lost: room first, a snapshot, a rehearsal on a copy where the engine
/// has one, then the change, then a look at the result; the former data comes back when any of it fails.
/// </summary>
internal sealed class SafeUpgrade
{
    // Tests of upgrades name a file of SQL here, run as one more migration of the portal, on the copy and on the data; a file that fails
    // or that harms the data plays the bad migration. Only who starts the command can set it; the service's environment has no such name.
    private const string TrialVariable = "BEFFROI_ESSAI_MIGRATION";

    private readonly bool _development;
    private readonly Action<string> _say;
    private readonly IUpgradedData _data;
    private readonly UpgradeMark _mark;
    private readonly string? _trial = Environment.GetEnvironmentVariable(TrialVariable);

    /// <summary>Makes one.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="development">Whether the appliance runs on a developer's machine.</param>
    /// <param name="say">Told each step and each fault, in French.</param>
    /// <param name="withoutCopy">Whether PostgreSQL is changed without a copy: the operator has one.</param>
    public SafeUpgrade(ApplianceSettings settings, bool development, Action<string> say, bool withoutCopy = false)
    {
        _development = development;
        _say = say;
        _data = settings.Database.Kind == DatabaseKind.Sqlite ? new DataFiles(settings) : new DataServer(settings, withoutCopy);
        _mark = new UpgradeMark(settings.Data);
    }

    /// <summary>Upgrades where it is needed; false when it failed, the former data being in place.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_mark.Read() is { State: UpgradeMark.Migrating } cut)
            {
                _say("Une mise à jour avait été coupée : les données d’avant sont remises.");
                await PutBackAsync(cut.Snapshot);
            }

            DataFolder.Delete(_mark.Rehearsal);
            var applied = await _data.AppliedAsync(cancellationToken);
            if (DataSchema.Unknown(applied, _data.Settings.Database.Kind) is { } newer)
            {
                _say($"Les données viennent d’une version plus récente de Beffroi ({newer}). Installez cette version, ou restaurez une sauvegarde.");
                return false;
            }

            if (applied.Count == 0 || (_trial is null && !DataSchema.IsOlder(applied, _data.Settings.Database.Kind)))
            {
                return true;
            }

            if (await _data.ObstacleAsync(cancellationToken) is { } obstacle)
            {
                _say($"{obstacle} Rien n’a été changé.");
                return false;
            }
        }
        catch (Exception error) when (IsExpected(error))
        {
            _say(StorageFault.Words(error, _data.Settings.Data) ?? $"La base de données ne peut pas être utilisée : {error.InnerException?.Message ?? error.Message} « beffroi doctor » l’examine.");
            return false;
        }

        return await ChangeAsync(cancellationToken);
    }

    /// <summary>Puts the former data back after a program that did not start; false when that failed.</summary>
    public async Task<bool> BackAsync()
    {
        return _mark.Read() is not { } waiting || await TryPutBackAsync(waiting.Snapshot);
    }

    /// <summary>The new program serves: the snapshot is history.</summary>
    public void Done() => _mark.Clear();

    private async Task<bool> ChangeAsync(CancellationToken cancellationToken)
    {
        var snapshot = Path.Combine(_mark.Folder, TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var (changing, isKept) = (false, false);
        try
        {
            var before = await _data.CountAsync(cancellationToken);
            _say($"Copie des bases dans {snapshot}…");
            isKept = await _data.KeepAsync(snapshot, cancellationToken);
            if (await RehearseAsync(snapshot, before, cancellationToken) is { } fault)
            {
                _say($"La répétition a échoué : {fault}. Les données n’ont pas été touchées.");
                DataFolder.Delete(snapshot);
                return false;
            }

            _say("Mise à jour des données…");
            changing = true;
            if (isKept)
            {
                _mark.Write(UpgradeMark.Migrating, snapshot);
            }

            if (await MigrateAsync(_data, before, cancellationToken) is { } after)
            {
                _say($"La mise à jour des données a échoué : {after}.");
                await ReturnAsync(isKept, snapshot);
                return false;
            }

            if (isKept)
            {
                _mark.Write(UpgradeMark.Waiting, snapshot);
            }

            _say("Les données sont à jour et vérifiées.");
            return true;
        }
        catch (OperationCanceledException) when (!changing)
        {
            DataFolder.Delete(snapshot);
            throw;
        }
        catch (Exception error) when (IsExpected(error))
        {
            _say($"La mise à jour a échoué : {Words(error)}");
            if (changing)
            {
                await ReturnAsync(isKept, snapshot);
            }
            else
            {
                DataFolder.Delete(snapshot);
                _say("Les données n’ont pas été touchées.");
            }

            return false;
        }
        finally
        {
            DataFolder.Delete(_mark.Rehearsal);
        }
    }

    private async Task<string?> RehearseAsync(string snapshot, Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        if (_data.Rehearsal(snapshot, _mark.Rehearsal) is not { } copy)
        {
            return null;
        }

        _say("Répétition sur une copie…");
        return await MigrateAsync(copy, before, cancellationToken);
    }

    // A migration may fail with any exception of its own code: each of them must lead back to the former data.
#pragma warning disable CA1031
    private async Task<string?> MigrateAsync(IUpgradedData data, Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = ApplianceBuilder.Build(data.Settings, _development, runsJobs: false, serves: false);
            await app.Services.PrepareAsync(cancellationToken);
            if (_trial is not null)
            {
                await data.ExecuteAsync(await File.ReadAllTextAsync(_trial, cancellationToken), cancellationToken);
            }

            return await DataHealth.FaultAsync(app.Services, data, before, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Words(error).TrimEnd('.');
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Npgsql.NpgsqlConnection.ClearAllPools();
        }
    }
#pragma warning restore CA1031

    private async Task ReturnAsync(bool isKept, string snapshot)
    {
        if (!isKept)
        {
            _say("Aucune copie n’avait été demandée : ramenez votre sauvegarde de PostgreSQL.");
            return;
        }

        // What cannot be put back now is put back by the next start: the mark says so.
        await TryPutBackAsync(snapshot);
    }

    private async Task<bool> TryPutBackAsync(string snapshot)
    {
        try
        {
            await PutBackAsync(snapshot);
            _say("Les données d’avant la mise à jour sont remises.");
            return true;
        }
        catch (Exception error) when (IsExpected(error))
        {
            _say($"Les données d’avant ne sont pas remises : {Words(error)} Elles sont dans {snapshot}. Corrigez la cause, puis lancez « beffroi upgrade --back ».");
            return false;
        }
    }

    private async Task PutBackAsync(string snapshot)
    {
        await _data.PutBackAsync(snapshot, CancellationToken.None);
        _mark.Clear();
    }

    private string Words(Exception error) => StorageFault.Words(error, _data.Settings.Data) ?? error.Message;

    private static bool IsExpected(Exception error) => error is IOException or UnauthorizedAccessException or DbException or BackupException;
}
