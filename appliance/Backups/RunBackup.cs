using System.Globalization;
using System.Reflection;
using Beffroi.Appliance.Backups.Databases;
using Beffroi.Appliance.Backups.Packs;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;
using Beffroi.Web.Security;
using Microsoft.Data.Sqlite;
using Renci.SshNet.Common;

namespace Beffroi.Appliance.Backups;

/// <summary>What a backup did.</summary>
/// <param name="Summary">The backup.</param>
/// <param name="Expired">How many old backups went.</param>
public sealed record BackupDone(BackupSummary Summary, int Expired);

/// <summary>Backs the appliance up while it serves: databases first, then files, which are on disk before the rows that name them.</summary>
public sealed class RunBackup(ApplianceSettings settings, TimeProvider time)
{
    private const int DatabaseBlock = 1 << 16;

    private static readonly UnixFileMode s_private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The version of the program.</summary>
    public static string Version =>
        typeof(RunBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Makes a backup in a target.</summary>
    /// <exception cref="BackupException">It cannot be made; nothing of it is visible.</exception>
    public async Task<BackupDone> RunAsync(IBackupTarget target, BackupProgress progress, CancellationToken cancellationToken)
    {
        var recipients = Recipients.Of(settings);
        using var mine = FileLock.TryTake(DataFolder.BackupLock(settings))
            ?? throw new BackupException("Une sauvegarde est déjà en cours sur cette machine. Attendez sa fin.");
        var scratch = DataFolder.Scratch(settings);
        try
        {
            DataFolder.Delete(scratch);
            Directory.CreateDirectory(scratch, s_private);
            using var alone = await target.LockAsync(cancellationToken);
            return await RunAsync(new BackupRepository(target), recipients, scratch, alone is not null, progress, cancellationToken);
        }
        catch (Exception error) when (Full(error))
        {
            throw new BackupException(
                $"La place manque dans {target.Address} ou dans {settings.Data} : la sauvegarde est abandonnée, les précédentes sont intactes. Libérez de la place ou réduisez Backup:KeepDaily, puis recommencez.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SshException)
        {
            var place = error.Message.Contains(target.Address, StringComparison.Ordinal) ? target.Address : settings.Data;
            throw new BackupException($"La sauvegarde est abandonnée, les précédentes sont intactes : {StorageFault.Words(error, place) ?? error.Message}");
        }
        finally
        {
            DataFolder.Delete(scratch);
        }
    }

    private async Task<BackupDone> RunAsync(BackupRepository repository, IReadOnlyList<string> recipients, string scratch, bool alone, BackupProgress progress, CancellationToken cancellationToken)
    {
        var earlier = await repository.ListAsync(cancellationToken);
        var present = await KnownPacksAsync(repository, earlier, cancellationToken);
        var keys = Path.Combine(settings.Data, "keys");
        var key = KeyFiles.SymmetricKey(keys, "sauvegarde-empreintes-1");
        DataFolder.GiveToOwner(settings.Data, keys);

        progress.Begin("Copie des bases", 0);
        CheckRoom(scratch);
        var at = time.GetUtcNow().UtcDateTime;
        var snapshot = await DatabaseSnapshot.TakeAsync(settings, scratch, cancellationToken);
        DataFolder.CopyConfiguration(settings, scratch);

        var files = Walk(scratch);
        using var packing = new PackChunks(repository, recipients, key, present.SelectMany(pack => pack.Chunks));
        try
        {
            progress.Begin("Sauvegarde", files.Sum(file => new FileInfo(file.Path).Length));
            await packing.RunAsync(files, progress, cancellationToken);

            var sources = files.Select(file => file.File).Where(file => !file.Gone).ToList();
            var packs = Needed(sources, present.Concat(packing.Written.Select(pack => (pack.Pack, (IReadOnlyList<ChunkId>)pack.Chunks))));
            var id = Id(at, earlier);
            var manifest = await repository.WriteManifestAsync(
                new BackupManifest
                {
                    Format = BackupSummary.CurrentFormat,
                    Id = id,
                    Version = Version,
                    Database = settings.Database.Kind.ToString(),
                    Schemas = snapshot.Schemas,
                    Rows = snapshot.Rows,
                    ChunkKey = key,
                    Packs = [.. packs.Select(pack => new NeededObject(pack.Name, pack.Size, pack.Sha256))],
                    Files = [.. sources.Select(source => source.Done())],
                },
                recipients,
                cancellationToken);
            var summary = new BackupSummary
            {
                Format = BackupSummary.CurrentFormat,
                Id = id,
                At = at,
                Version = Version,
                Database = settings.Database.Kind.ToString(),
                Schemas = snapshot.Schemas,
                Files = sources.Count,
                Bytes = sources.Sum(source => source.Size),
                Added = packing.Written.Sum(pack => pack.Pack.Size) + manifest.Size,
                Manifest = manifest,
                Packs = packs,
            };
            await repository.WriteSummaryAsync(summary, cancellationToken);
            return new BackupDone(summary, await Retention.ApplyAsync(repository, settings.Backup, alone, time.GetUtcNow(), cancellationToken));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            await ForgetAsync(repository, packing);
            throw;
        }
    }

    // A pack that is missing or shorter than it was does not count: its chunks are written again.
    private static async Task<List<(NeededObject Pack, IReadOnlyList<ChunkId> Chunks)>> KnownPacksAsync(
        BackupRepository repository, IReadOnlyList<BackupSummary> earlier, CancellationToken cancellationToken)
    {
        var stored = (await repository.Target.ListAsync("packs", cancellationToken)).ToDictionary(pack => pack.Name, pack => pack.Size, StringComparer.Ordinal);
        return
        [
            .. earlier.SelectMany(summary => summary.Packs)
                .Where(pack => stored.TryGetValue(pack.Name, out var size) && size == pack.Size)
                .GroupBy(pack => pack.Name, StringComparer.Ordinal)
                .Select(same => (
                    new NeededObject(same.Key, same.First().Size, same.First().Sha256),
                    (IReadOnlyList<ChunkId>)[.. same.Select(pack => pack.Chunks).Distinct(StringComparer.Ordinal).SelectMany(ChunkId.Unpack).Distinct()])),
        ];
    }

    private static List<NeededPack> Needed(IEnumerable<SourceFile> sources, IEnumerable<(NeededObject Pack, IReadOnlyList<ChunkId> Chunks)> packs)
    {
        var missing = sources.SelectMany(source => source.Chunks).ToHashSet();
        var needed = new List<NeededPack>();
        foreach (var (pack, chunks) in packs)
        {
            var used = chunks.Where(missing.Remove).ToList();
            if (used.Count > 0)
            {
                needed.Add(new NeededPack(pack.Name, pack.Size, pack.Sha256, ChunkId.Pack(used)));
            }
        }

        return missing.Count == 0 ? needed : throw new InvalidOperationException($"{missing.Count} chunks are in no pack.");
    }

    private List<(string Path, SourceFile File)> Walk(string scratch) =>
    [
        .. DataFolder.Files(scratch).Select(path => (Path.Combine(scratch, path), Source(path))),
        .. DataFolder.BackedUp(settings).Select(path => (Path.Combine(settings.Data, path), Source(path))),
    ];

    private static SourceFile Source(string path) =>
        new(path, path.EndsWith(".db", StringComparison.Ordinal) || path == PgDump.FileName ? DatabaseBlock : PackEntry.LargestChunk);

    private void CheckRoom(string scratch)
    {
        var needed = ModuleDatabases.Modules.Select(module => new FileInfo(Path.Combine(settings.Data, module + ".db"))).Where(file => file.Exists).Sum(file => file.Length);
        var free = new DriveInfo(scratch).AvailableFreeSpace;
        if (free < needed + (16 << 20))
        {
            throw new BackupException(
                $"La copie des bases demande {BackupProgress.Size(needed)} dans {settings.Data}, où {BackupProgress.Size(free)} sont libres. Libérez de la place, puis recommencez ; les sauvegardes précédentes sont intactes.");
        }
    }

    private static string Id(DateTime at, IReadOnlyList<BackupSummary> earlier)
    {
        for (; ; at = at.AddSeconds(1))
        {
            var id = at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            if (!earlier.Any(summary => summary.Id == id))
            {
                return id;
            }
        }
    }

    private static async Task ForgetAsync(BackupRepository repository, PackChunks packing)
    {
        foreach (var name in packing.Begun)
        {
            try
            {
                await repository.Target.DeleteAsync(name, CancellationToken.None);
            }
            // The reason of the failure matters more; what stays is deleted after a later backup.
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                return;
            }
        }
    }

    private static bool Full(Exception error) => error switch
    {
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } => true,
        // ENOSPC and EDQUOT, as .NET carries them.
        IOException { HResult: 28 or 122 } => true,
        _ => error.InnerException is { } inner && Full(inner),
    };
}
