using System.Security.Cryptography;
using System.Text.Json;

namespace Beffroi.Portal.Features.Envois;

/// <summary>
/// Keeps files that arrive in parts, beside those that are half written: what nobody has added to for a day goes with the job that purges
/// drafts and files, and backups leave it out. A part that is cut keeps what came of it, so that the sender goes on from there.
/// </summary>
public sealed class UploadStore(PortalSettings settings, TimeProvider time)
{
    /// <summary>How long an upload waits for its next part, and a whole one for its form.</summary>
    public static readonly TimeSpan Kept = Dossiers.Pieces.PurgeFiles.Kept;

    private string Folder => Path.Combine(settings.FilesFolder, "arrivee", "envois");

    /// <summary>Begins an upload.</summary>
    /// <param name="ownerId">To whom it belongs.</param>
    /// <param name="most">The most uploads of the owner at a time; the oldest gives way.</param>
    /// <param name="fieldId">The box.</param>
    /// <param name="fileName">The name that the sender gives.</param>
    /// <param name="length">The length that is announced, in bytes.</param>
    /// <param name="cancellationToken">The sender has gone.</param>
    /// <exception cref="UploadStorageException">The disk is full or refuses.</exception>
    public async Task<Upload> CreateAsync(Guid ownerId, int most, string fieldId, string fileName, long length, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Directory.CreateDirectory(Folder);
            foreach (var old in folder.GetFiles($"{ownerId:N}-*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(most - 1))
            {
                old.Delete();
                File.Delete(Path.ChangeExtension(old.FullName, null));
            }

            var upload = new Upload(Guid.CreateVersion7(time.GetUtcNow()), ownerId, fieldId, fileName, length);
            await File.WriteAllBytesAsync(PathOf(upload), [], cancellationToken);
            await File.WriteAllTextAsync(PathOf(upload) + ".json", JsonSerializer.Serialize(upload), cancellationToken);
            return upload;
        }
        catch (IOException fault)
        {
            throw new UploadStorageException(fault);
        }
    }

    /// <summary>An upload of its owner; null when there is none of that key, or its time is over.</summary>
    public async Task<Upload?> FindAsync(Guid ownerId, Guid id, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, $"{ownerId:N}-{id:N}");
        try
        {
            return File.Exists(path) && time.GetUtcNow().UtcDateTime < File.GetLastWriteTimeUtc(path) + Kept
                && JsonSerializer.Deserialize<Upload>(await File.ReadAllTextAsync(path + ".json", cancellationToken)) is { } upload && upload.OwnerId == ownerId
                ? upload
                : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>An upload of its owner for one box, once it is whole; null otherwise.</summary>
    public async Task<Upload?> FindWholeAsync(Guid ownerId, string fieldId, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(ownerId, id, cancellationToken) is { } upload && upload.FieldId == fieldId && OffsetOf(upload) == upload.Length ? upload : null;

    /// <summary>How much of it has come, in bytes.</summary>
    public long OffsetOf(Upload upload) => new FileInfo(PathOf(upload)) is { Exists: true, Length: var length } ? length : 0;

    /// <summary>When it goes if nothing more comes, UTC.</summary>
    public DateTime ExpiresAt(Upload upload) => File.GetLastWriteTimeUtc(PathOf(upload)) + Kept;

    /// <summary>Adds a part at the end of the file.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="part">The bytes as they come.</param>
    /// <param name="checksum">What they must hash to, or null.</param>
    /// <param name="cancellationToken">The sender has gone: what came is kept, unless a checksum was to prove it.</param>
    /// <exception cref="UploadStorageException">The disk is full or refuses; nothing of what came before is lost.</exception>
    public async Task<PartOutcome> AppendAsync(Upload upload, long offset, Stream part, PartChecksum? checksum, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            // Without a buffer: closing the file on a full disk has nothing left to write, and hides no fault behind another.
            file = new FileStream(PathOf(upload), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (IOException busy) when (busy is not FileNotFoundException)
        {
            return PartOutcome.Busy;
        }

        await using (file)
        {
            if (file.Length != offset)
            {
                return PartOutcome.WrongOffset;
            }

            file.Seek(offset, SeekOrigin.Begin);
            using var hash = checksum?.Begin();
            var outcome = PartOutcome.WrongChecksum;
            try
            {
                var whole = await CopyAsync(part, file, upload.Length - offset, hash, cancellationToken);
                outcome = !whole ? PartOutcome.TooLong : checksum is null || checksum.Holds(hash!) ? PartOutcome.Kept : PartOutcome.WrongChecksum;
                return outcome;
            }
            finally
            {
                if (outcome is not PartOutcome.Kept && (checksum is not null || outcome is PartOutcome.TooLong))
                {
                    file.SetLength(offset);
                }

                Flush(file);
            }
        }
    }

    /// <summary>Opens what has come.</summary>
    public Stream Open(Upload upload) => new FileStream(PathOf(upload), FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Takes an upload away.</summary>
    public void Remove(Upload upload)
    {
        File.Delete(PathOf(upload));
        File.Delete(PathOf(upload) + ".json");
    }

    /// <summary>Takes away uploads whose pieces are kept; one that stays is found by its key when its form comes again, and goes within a day.</summary>
    public void Done(IEnumerable<Upload> taken)
    {
        foreach (var upload in taken)
        {
            try
            {
                Remove(upload);
            }
            catch (IOException)
            {
                // What was sent is kept: the usager is not told of a fault that loses nothing.
            }
        }
    }

    // False when there is more than room for.
    private static async Task<bool> CopyAsync(Stream part, FileStream file, long room, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = await part.ReadAsync(buffer, cancellationToken)) > 0)
        {
            room -= read;
            if (room < 0)
            {
                return false;
            }

            hash?.AppendData(buffer, 0, read);
            try
            {
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
            catch (IOException fault)
            {
                // Not the line, which fails with the same kind of error.
                throw new UploadStorageException(fault);
            }
        }

        return true;
    }

    private static void Flush(FileStream file)
    {
        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            throw new UploadStorageException(fault);
        }
    }

    private string PathOf(Upload upload) => Path.Combine(Folder, $"{upload.OwnerId:N}-{upload.Id:N}");
}
