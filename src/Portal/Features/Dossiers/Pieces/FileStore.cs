using System.Security.Cryptography;

namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>
/// Keeps files under the SHA-256 of their content, so that equal files are kept once and a changed byte shows. A file is on disk
/// before the row that names it is.
/// </summary>
public sealed class FileStore(PortalSettings settings)
{
    private const string Arrivals = "arrivee";

    /// <summary>Writes the content and returns its name and length.</summary>
    /// <exception cref="IOException">The disk is full or refuses.</exception>
    public async Task<(string Sha256, long Length)> AddAsync(Stream content, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.FilesFolder, Arrivals)).FullName;
        var temporary = Path.Combine(folder, Guid.CreateVersion7().ToString("N"));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                var buffer = new byte[81920];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    length += read;
                }

                file.Flush(flushToDisk: true);
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            var path = PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return (sha256, length);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">The file is not in the store any more.</exception>
    public Stream Open(string sha256) => new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>The SHA-256 of the files that arrived before a time, UTC; one that arrives again counts as new.</summary>
    public IEnumerable<string> OlderThan(DateTime limit) => Files("??")
        .Where(file => file.LastWriteTimeUtc < limit && IsName(file.Name) && file.FullName == PathOf(file.Name))
        .Select(file => file.Name);

    /// <summary>Deletes a file that arrived before a time, UTC; false when it is gone, or arrived again meanwhile.</summary>
    public bool Remove(string sha256, DateTime limit)
    {
        var path = PathOf(sha256);
        var aside = Path.Combine(Directory.CreateDirectory(Path.Combine(settings.FilesFolder, Arrivals)).FullName, Guid.CreateVersion7().ToString("N"));
        try
        {
            // Out of the way first, judged then: between a look at its age and its end, the same content may arrive from this node or another.
            File.Move(path, aside);
            if (File.GetLastWriteTimeUtc(aside) >= limit)
            {
                File.Move(aside, path, overwrite: true);
                return false;
            }

            File.Delete(aside);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Deletes what was left half written before a time, UTC, by a process that died.</summary>
    public int RemoveUnfinished(DateTime limit)
    {
        var left = Files(Arrivals).Where(file => file.LastWriteTimeUtc < limit).ToList();
        left.ForEach(file => file.Delete());
        return left.Count;
    }

    private IEnumerable<FileInfo> Files(string folders) => Directory.Exists(settings.FilesFolder)
        ? new DirectoryInfo(settings.FilesFolder).EnumerateDirectories(folders).SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
        : [];

    private static bool IsName(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower);

    private string PathOf(string sha256)
    {
        if (!IsName(sha256))
        {
            throw new ArgumentException("Not a SHA-256 in lower-case hexadecimal.", nameof(sha256));
        }

        return Path.Combine(settings.FilesFolder, sha256[..2], sha256[2..4], sha256);
    }
}
