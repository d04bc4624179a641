using System.Security.Cryptography;
using System.Text.Json;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;

/// <summary>
/// Keeps infected contents apart for a month, for whoever must look into them: in a folder that only the appliance's user opens, each with
/// a note of its name, hash, signature and date. Nothing serves them, and backups leave them out.
/// </summary>
public sealed class Quarantine(PortalSettings settings, TimeProvider time)
{
    /// <summary>How long an infected content is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private sealed record Note(string Name, string Sha256, string Signature, DateTime At);

    /// <summary>Puts a content there; the SHA-256 of its bytes.</summary>
    public async Task<string> AddAsync(Stream content, string name, string signature, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.QuarantineFolder, OwnersFolder);
        content.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        content.Position = 0;
        await WriteAsync(sha256, content, cancellationToken);
        var note = JsonSerializer.SerializeToUtf8Bytes(new Note(name, sha256, signature, time.GetUtcNow().UtcDateTime), s_json);
        await WriteAsync(sha256 + ".json", new MemoryStream(note), cancellationToken);
        return sha256;
    }

    /// <summary>Deletes what was put there before a month; the number of files.</summary>
    public int Purge()
    {
        var limit = time.GetUtcNow().UtcDateTime - Kept;
        var old = Directory.Exists(settings.QuarantineFolder)
            ? new DirectoryInfo(settings.QuarantineFolder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < limit).ToList()
            : [];
        old.ForEach(file => file.Delete());
        return old.Count;
    }

    private async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(settings.QuarantineFolder, name);
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnersFile });
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
