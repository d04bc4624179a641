using Beffroi.Appliance.Backups.Databases;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Backups.Restore;

/// <summary>A backup opened in a scratch folder beside the running appliance: an appliance of its own, that never serves.</summary>
internal sealed class RestoredCopy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly (DatabaseSettings Own, DatabaseSettings Scratch)? _postgres;

    private RestoredCopy(WebApplication app, string folder, (DatabaseSettings, DatabaseSettings)? postgres)
    {
        _app = app;
        _folder = folder;
        _postgres = postgres;
    }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Its data directory.</summary>
    public string Folder => _folder;

    /// <summary>Restores the databases, and what else is wanted, into a folder that goes away with the copy; checks and migrates them.</summary>
    public static async Task<RestoredCopy> OpenAsync(
        ApplianceSettings settings, BackupRepository repository, BackupManifest manifest, string identityFile, string folder, Func<string, bool> wanted, BackupProgress progress, CancellationToken cancellationToken)
    {
        DataFolder.Delete(folder);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var postgres = default((DatabaseSettings, DatabaseSettings)?);
        try
        {
            await new ExtractFiles(repository, manifest, identityFile).RunAsync(folder, path => !path.Contains('/', StringComparison.Ordinal) || wanted(path), progress, cancellationToken);
            if (settings.Database.Kind == DatabaseKind.Sqlite)
            {
                await RunRestore.CheckSqliteAsync(folder, manifest, cancellationToken);
            }
            else
            {
                var own = settings.DatabaseOf("portal");
                postgres = (own, await PgDump.MakeScratchAsync(own, cancellationToken));
                await PgDump.RestoreAsync(postgres.Value.Item2, Path.Combine(folder, PgDump.FileName), cancellationToken);
                RunRestore.CheckRows(await PgDump.CountAsync(postgres.Value.Item2, cancellationToken), manifest);
            }

            var database = new DatabaseSection { Kind = settings.Database.Kind, ConnectionString = postgres?.Item2.ConnectionString };
            var copy = new RestoredCopy(ApplianceBuilder.Build(DataFolder.Moved(settings, folder, database), development: false, runsJobs: false, serves: false), folder, postgres);
            await copy.Services.PrepareAsync(cancellationToken);
            return copy;
        }
        catch
        {
            if (postgres is { } made)
            {
                await PgDump.DropScratchAsync(made.Item1, made.Item2);
            }

            DataFolder.Delete(folder);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_postgres is { } made)
        {
            await PgDump.DropScratchAsync(made.Own, made.Scratch);
        }

        DataFolder.Delete(_folder);
    }
}
