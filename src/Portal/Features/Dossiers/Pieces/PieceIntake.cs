using System.Text;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>A file that was accepted and is on disk.</summary>
public sealed record StoredFile(string FileName, string MediaType, long Length, string Sha256);

/// <summary>Why a file is refused, in French, with what to do.</summary>
public sealed class PieceRefusedException(string message) : Exception(message);

/// <summary>Takes files from usagers and agents: bounds their size, finds their kind in their bytes and never in what the sender says.</summary>
public sealed class PieceIntake(FileStore store)
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>The kinds that are accepted, in words.</summary>
    public const string AcceptedKinds = "PDF, JPEG, PNG ou HEIC";

    /// <summary>For the <c>accept</c> attribute of file fields.</summary>
    public const string AcceptAttribute = ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic";

    /// <summary>Stores an uploaded file.</summary>
    /// <exception cref="PieceRefusedException">It is empty, too large, or of a kind that is not accepted.</exception>
    public async Task<StoredFile> TakeAsync(IFormFile upload, CancellationToken cancellationToken)
    {
        var name = CleanName(upload.FileName);
        if (upload.Length == 0)
        {
            throw new PieceRefusedException($"Le fichier « {name} » est vide. Choisissez-en un autre.");
        }

        if (upload.Length > MaxBytes)
        {
            throw new PieceRefusedException($"Le fichier « {name} » dépasse 10\u00a0Mo. Réduisez-le, ou envoyez une photo moins grande.");
        }

        await using var content = upload.OpenReadStream();
        var head = new byte[4096];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var mediaType = MediaTypeOf(head.AsSpan(0, read))
            ?? throw new PieceRefusedException($"Le fichier « {name} » n’est pas un {AcceptedKinds}. Enregistrez-le dans l’un de ces formats, puis envoyez-le de nouveau.");

        content.Position = 0;
        var (sha256, length) = await store.AddAsync(content, cancellationToken);
        return new StoredFile(WithExtension(name, mediaType), mediaType, length, sha256);
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
