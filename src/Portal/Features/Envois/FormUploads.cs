using System.Security.Cryptography;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Envois;

/// <summary>A whole file that came in parts, read as one that its form posts.</summary>
public sealed class ArrivedFile(UploadStore store, Upload upload) : IFormFile
{
    /// <summary>How it came.</summary>
    public Upload Upload => upload;

    /// <inheritdoc />
    public string ContentType => "application/octet-stream";

    /// <inheritdoc />
    public string ContentDisposition => "form-data";

    /// <inheritdoc />
    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <inheritdoc />
    public long Length => upload.Length;

    /// <inheritdoc />
    public string Name => upload.FieldId;

    /// <inheritdoc />
    public string FileName => upload.FileName;

    /// <inheritdoc />
    public Stream OpenReadStream() => store.Open(upload);

    /// <inheritdoc />
    public void CopyTo(Stream target)
    {
        using var content = OpenReadStream();
        content.CopyTo(target);
    }

    /// <inheritdoc />
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken = default)
    {
        await using var content = OpenReadStream();
        await content.CopyToAsync(target, cancellationToken);
    }
}

/// <summary>What a form names of the files that came in parts before it.</summary>
/// <param name="Files">Those that wait for it.</param>
/// <param name="IsRepeated">Whether one is a piece already: the form was taken before.</param>
/// <param name="Lost">Those that are neither there nor kept: they waited too long, or are not this sender's.</param>
/// <param name="Left">Those that are kept and still there: the process died between the save and their end.</param>
public sealed record ArrivedFiles(IReadOnlyList<ArrivedFile> Files, bool IsRepeated, IReadOnlyList<Guid> Lost, IReadOnlyList<Upload> Left);

/// <summary>Finds the files of a form that came in parts before it, and takes them in as those that it posts.</summary>
public sealed class FormUploads(UploadStore store, PieceIntake intake)
{
    /// <summary>What is said of a file that waited too long.</summary>
    public const string LostWords = "Le fichier envoyé n’est plus là\u00a0: il n’attend qu’un jour. Choisissez-le de nouveau.";

    private const int MostNamed = 30;

    /// <summary>The owner of what an agent sends for one dossier, or for one intake.</summary>
    public static Guid OwnerOf(Guid place, Guid agentSub) => new(SHA256.HashData([.. place.ToByteArray(), .. agentSub.ToByteArray()]).AsSpan(0, 16));

    /// <summary>The files that a box of a form of a dossier names.</summary>
    public Task<ArrivedFiles> ReadAsync(PortalDb db, Guid dossierId, Guid ownerId, string box, IEnumerable<string?> posted, CancellationToken cancellationToken) =>
        ReadAsync(
            ownerId, box, posted,
            async ids => (await db.Pieces.Where(row => row.DossierId == dossierId && ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken)).ToHashSet(),
            cancellationToken);

    /// <summary>The files that a box of a form names.</summary>
    /// <param name="ownerId">The sender.</param>
    /// <param name="box">The box.</param>
    /// <param name="posted">What the form names.</param>
    /// <param name="kept">Which of these keys are those of pieces.</param>
    /// <param name="cancellationToken">The sender has gone.</param>
    public async Task<ArrivedFiles> ReadAsync(
        Guid ownerId, string box, IEnumerable<string?> posted, Func<IReadOnlyList<Guid>, Task<HashSet<Guid>>> kept, CancellationToken cancellationToken)
    {
        var keys = KeysOf(posted);
        if (keys.Count == 0)
        {
            return new ArrivedFiles([], false, [], []);
        }

        var whole = new Dictionary<Guid, Upload>();
        foreach (var key in keys)
        {
            if (await store.FindWholeAsync(ownerId, box, key, cancellationToken) is { } upload)
            {
                whole[key] = upload;
            }
        }

        // After the store: what the same form, sent a moment before, has taken away is kept by now.
        var pieces = await kept(keys);
        return new ArrivedFiles(
            [.. whole.Values.Where(upload => !pieces.Contains(upload.Id)).Select(upload => new ArrivedFile(store, upload))],
            pieces.Count > 0,
            [.. keys.Where(key => !pieces.Contains(key) && !whole.ContainsKey(key))],
            [.. whole.Values.Where(upload => pieces.Contains(upload.Id))]);
    }

    private static List<Guid> KeysOf(IEnumerable<string?> posted) =>
        [.. posted.Take(MostNamed).Select(text => TusHeaders.TryReadId(text, out var id) ? id.Value : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];

    /// <summary>Takes a file in, however it came; one that is refused waits no more.</summary>
    /// <exception cref="PieceRefusedException">It is empty, too large, damaged, active, infected, or of a kind that is not accepted.</exception>
    public async Task<StoredFile> TakeAsync(IFormFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await intake.TakeAsync(file, cancellationToken);
        }
        catch (PieceRefusedException)
        {
            Done([file]);
            throw;
        }
    }

    /// <summary>Takes away those that were kept before.</summary>
    public void Done(ArrivedFiles arrived) => store.Done(arrived.Left);

    /// <summary>Takes away those that came in parts, once their pieces are kept.</summary>
    public void Done(IEnumerable<IFormFile> files) => store.Done(files.OfType<ArrivedFile>().Select(file => file.Upload));
}
