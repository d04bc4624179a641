using System.Text;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Beffroi.Portal.Features.Dossiers.Pieces.Images;
using Beffroi.Portal.Features.Dossiers.Pieces.Pdf;
using Beffroi.Portal.Features.Envois;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>A file that was accepted and is on disk.</summary>
/// <param name="FileName">Its name, cleaned.</param>
/// <param name="MediaType">Its kind, as found in its bytes.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Sha256">The name under which it is kept.</param>
/// <param name="ScannedAt">When the scanner found nothing in it, UTC; null while that waits.</param>
public sealed record StoredFile(string FileName, string MediaType, long Length, string Sha256, DateTime? ScannedAt = null)
{
    /// <summary>The upload that it came by, when it came in parts: its piece has the same key, so that one upload gives one piece.</summary>
    public Guid? UploadId { get; init; }
}

/// <summary>Why a file is refused, in French, with what to do.</summary>
public sealed class PieceRefusedException(string message) : Exception(message);

/// <summary>Takes files from usagers and agents: bounds their size, finds their kind in their bytes and never in what the sender says.</summary>
public sealed class PieceIntake(FileStore store, Clamd clamd, Quarantine quarantine, TimeProvider time, ILogger<PieceIntake> logger)
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>The kinds that are accepted, in words.</summary>
    public const string AcceptedKinds = "PDF, JPEG, PNG ou HEIC";

    /// <summary>How a file that is too large is mended; the appliance reduces none itself.</summary>
    public const string ReduceWords = "Réduisez-le\u00a0: sur un téléphone, faites une capture d’écran de la photo et envoyez-la\u00a0; sur un ordinateur, enregistrez la photo dans une taille plus petite. Numérisez un PDF à 150 ou 200\u00a0points par pouce.";

    /// <summary>For the <c>accept</c> attribute of file fields.</summary>
    public const string AcceptAttribute = ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic";

    /// <summary>Stores an uploaded file.</summary>
    /// <exception cref="PieceRefusedException">It is empty, too large, damaged, active, infected, or of a kind that is not accepted.</exception>
    public async Task<StoredFile> TakeAsync(IFormFile upload, CancellationToken cancellationToken)
    {
        var name = CleanName(upload.FileName);
        if (upload.Length == 0)
        {
            throw new PieceRefusedException($"Le fichier « {name} » est vide. Choisissez-en un autre.");
        }

        if (upload.Length > MaxBytes)
        {
            throw new PieceRefusedException($"Le fichier « {name} » dépasse 10\u00a0Mo. {ReduceWords}");
        }

        var content = new byte[upload.Length];
        await using (var sent = upload.OpenReadStream())
        {
            await sent.ReadExactlyAsync(content, cancellationToken);
        }

        var mediaType = MediaTypeOf(content.AsSpan(0, Math.Min(content.Length, 4096)))
            ?? throw new PieceRefusedException($"Le fichier « {name} » n’est pas un {AcceptedKinds}. Enregistrez-le dans l’un de ces formats, puis envoyez-le de nouveau.");
        using var fit = new MemoryStream(Fit(content, mediaType, name), writable: false);
        var scannedAt = await ScanAsync(content, name, cancellationToken);
        var (sha256, length) = await store.AddAsync(fit, cancellationToken);
        return new StoredFile(WithExtension(name, mediaType), mediaType, length, sha256, scannedAt) { UploadId = (upload as ArrivedFile)?.Upload.Id };
    }

    // As it was sent: what the cleaning takes away may be what makes it dangerous, and the sender's machine the one to look at.
    private async Task<DateTime?> ScanAsync(byte[] content, string name, CancellationToken cancellationToken)
    {
        if (!clamd.IsOn)
        {
            return null;
        }

        using var sent = new MemoryStream(content, writable: false);
        var result = await clamd.ScanAsync(sent, cancellationToken);
        if (result.Signature is { } signature)
        {
            var sha256 = await quarantine.AddAsync(sent, name, signature, cancellationToken);
            logger.LogWarning("A file that was sent, {Sha256}, is infected by {Signature}: refused and put into quarantine", sha256, signature);
            throw new PieceRefusedException($"Le fichier «\u00a0{name}\u00a0» est refusé\u00a0: l’antivirus y a trouvé un programme dangereux. Vérifiez votre appareil, puis envoyez un autre fichier.");
        }

        return result.Answer == ScanAnswer.Clean ? time.GetUtcNow().UtcDateTime : null;
    }

    // What is kept: the picture without what it tells about its owner, or the document once nothing active was found in it.
    private static byte[] Fit(byte[] content, string mediaType, string name)
    {
        try
        {
            switch (mediaType)
            {
                case "image/jpeg":
                    return JpegFile.Clean(content);
                case "image/png":
                    return PngFile.Clean(content);
                case "image/heic":
                    return HeicFile.Clean(content);
                default:
                    PdfInspection.Check(content);
                    return content;
            }
        }
        catch (UnfitContentException unfit)
        {
            throw new PieceRefusedException($"Le fichier «\u00a0{name}\u00a0» {unfit.Message}");
        }
    }

    // The names of paths and the characters that end a header or a line are not the sender's to choose.
    private static string CleanName(string fileName)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && rune.Value is not ('"' or '<' or '>' or '|' or ':' or '*' or '?' or '/')
                && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format)
            {
                clean.Append(rune);
            }
        }

        var text = clean.ToString().Trim(' ', '.');
        return text.Length switch
        {
            0 => "fichier",
            > 120 => text[..120],
            _ => text,
        };
    }

    private static string WithExtension(string name, string mediaType)
    {
        var extension = mediaType switch { "application/pdf" => ".pdf", "image/jpeg" => ".jpg", "image/png" => ".png", _ => ".heic" };
        var current = Path.GetExtension(name).ToLowerInvariant();
        return current == extension || (current == ".jpeg" && extension == ".jpg") ? name : name + extension;
    }

    private static string? MediaTypeOf(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h', (byte)'e', (byte)'i' or (byte)'v', (byte)'c' or (byte)'x', ..] => "image/heic",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'m', (byte)'i', (byte)'f', (byte)'1', ..] => "image/heic",
        // The signature stands within the first kilobyte (PDF 32000-1, annex H).
        _ when head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 => "application/pdf",
        _ => null,
    };
}
