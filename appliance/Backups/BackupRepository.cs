using System.IO.Compression;
using System.Text.Json;
using Beffroi.Appliance.Backups.Packs;
using Beffroi.Appliance.Backups.Targets;

namespace Beffroi.Appliance.Backups;

/// <summary>The backups of a target: which there are, and their lists.</summary>
public sealed class BackupRepository(IBackupTarget target)
{
    private const string Folder = "backups";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Where it is.</summary>
    public IBackupTarget Target => target;

    /// <summary>The backups, the newest first.</summary>
    public async Task<IReadOnlyList<BackupSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var summaries = new List<BackupSummary>();
        foreach (var name in await NamesAsync(cancellationToken))
        {
            summaries.Add(await ReadSummaryAsync(name, cancellationToken));
        }

        return summaries;
    }

    /// <summary>The newest backup, without reading the others; null when there is none.</summary>
    public async Task<BackupSummary?> NewestAsync(CancellationToken cancellationToken) =>
        (await NamesAsync(cancellationToken)).FirstOrDefault() is { } name ? await ReadSummaryAsync(name, cancellationToken) : null;

    /// <summary>A backup by its identifier, the newest without one.</summary>
    public async Task<BackupSummary> FindAsync(string? id, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        if (all.Count == 0)
        {
            throw new BackupException($"Aucune sauvegarde n’est dans {target.Address}.");
        }

        return (id is null ? all[0] : all.FirstOrDefault(summary => summary.Id == id))
            ?? throw new BackupException($"La sauvegarde {id} n’est pas dans {target.Address}. « beffroi backup list » les montre.");
    }

    /// <summary>Writes the encrypted list of a backup.</summary>
    public Task<NeededObject> WriteManifestAsync(BackupManifest manifest, IReadOnlyList<string> recipients, CancellationToken cancellationToken) => WriteCheckedAsync(
        $"{Folder}/{manifest.Id}.manifest.age",
        cipher => AgeProgram.EncryptAsync(
            recipients,
            plain =>
            {
                using var zipped = new BrotliStream(plain, CompressionLevel.Fastest, leaveOpen: true);
                JsonSerializer.Serialize(zipped, manifest, s_json);
            },
            cipher,
            cancellationToken),
        cancellationToken);

    /// <summary>Reads the encrypted list of a backup.</summary>
    public async Task<BackupManifest> ReadManifestAsync(BackupSummary summary, string identityFile, CancellationToken cancellationToken)
    {
        if (summary.Format > BackupSummary.CurrentFormat)
        {
            throw new BackupException($"La sauvegarde {summary.Id} a été faite par une version plus récente de Beffroi ({summary.Version}). Installez cette version, puis recommencez.", refused: true);
        }

        BackupManifest? manifest = null;
        await ReadCheckedAsync(
            summary.Manifest,
            cipher => AgeProgram.DecryptAsync(
                summary.Manifest.Name,
                identityFile,
                cipher,
                plain =>
                {
                    using var zipped = new BrotliStream(plain, CompressionMode.Decompress, leaveOpen: true);
                    manifest = JsonSerializer.Deserialize<BackupManifest>(zipped, s_json);
                },
                cancellationToken),
            cancellationToken);
        return manifest!;
    }

    /// <summary>Writes what makes the backup exist.</summary>
    public Task<NeededObject> WriteSummaryAsync(BackupSummary summary, CancellationToken cancellationToken) => WriteCheckedAsync(
        $"{Folder}/{summary.Id}.json", content => JsonSerializer.SerializeAsync(content, summary, s_json, cancellationToken), cancellationToken);

    /// <summary>Writes an object, reads it again and compares.</summary>
    public async Task<NeededObject> WriteCheckedAsync(string name, Func<Stream, Task> content, CancellationToken cancellationToken)
    {
        var (length, checksum) = (0L, default(UInt128));
        await target.WriteAsync(
            name,
            async stream =>
            {
                await using var hashing = new HashingStream(stream, compares: true, names: false);
                await content(hashing);
                (length, checksum) = (hashing.Count, hashing.Checksum());
            },
            cancellationToken);

        // SHA-256 is taken once, of what the target gives back, and only if that is what went in.
        NeededObject? written = null;
        await ReadAsync(
            name,
            compares: true,
            stream =>
            {
                if (stream.Count != length || stream.Checksum() != checksum)
                {
                    throw new InvalidDataException(stream.Count < length ? "tronqué" : "modifié");
                }

                written = new NeededObject(name, length, stream.Sha256());
            },
            stream => Task.CompletedTask,
            cancellationToken);
        return written!;
    }

    /// <summary>Reads an object to its end and checks its length and hash.</summary>
    /// <exception cref="BackupException">It is missing, cut or changed.</exception>
    public Task ReadCheckedAsync(NeededObject needed, Func<Stream, Task> read, CancellationToken cancellationToken) => ReadAsync(
        needed.Name,
        compares: false,
        stream =>
        {
            if (stream.Count != needed.Size || stream.Sha256() != needed.Sha256)
            {
                throw new InvalidDataException(stream.Count < needed.Size ? "tronqué" : "modifié");
            }
        },
        read,
        cancellationToken);

    // Named after their instant: the newest first.
    private async Task<IEnumerable<string>> NamesAsync(CancellationToken cancellationToken) =>
        (await target.ListAsync(Folder, cancellationToken))
            .Select(stored => stored.Name)
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal);

    private async Task<BackupSummary> ReadSummaryAsync(string name, CancellationToken cancellationToken)
    {
        await using var content = await target.OpenAsync(name, cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync<BackupSummary>(content, s_json, cancellationToken) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new BackupException($"L’objet {name} de {target.Address} est abîmé. Écartez-le, puis recommencez : les autres sauvegardes ne sont pas touchées.");
        }
    }

    /// <summary>Deletes a backup: first what makes it exist.</summary>
    public async Task DeleteAsync(BackupSummary summary, CancellationToken cancellationToken)
    {
        await target.DeleteAsync($"{Folder}/{summary.Id}.json", cancellationToken);
        await target.DeleteAsync(summary.Manifest.Name, cancellationToken);
    }

    private async Task ReadAsync(string name, bool compares, Action<HashingStream> check, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await target.OpenAsync(name, cancellationToken);
            await using var hashing = new HashingStream(content, compares, names: true);
            await read(hashing);
            await OwnThread.RunAsync(() => OwnThread.Copy(hashing, Stream.Null));
            check(hashing);
        }
        catch (FileNotFoundException)
        {
            throw new BackupException($"L’objet {name} manque dans {target.Address}. Choisissez une autre sauvegarde avec --backup ; « beffroi backup list » les montre.");
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw new BackupException($"L’objet {name} de {target.Address} est abîmé ou incomplet ({error.Message}). Choisissez une autre sauvegarde avec --backup ; « beffroi backup list » les montre.");
        }
    }
}
