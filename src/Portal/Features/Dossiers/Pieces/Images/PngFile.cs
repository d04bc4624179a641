using System.Buffers.Binary;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Images;

/// <summary>
/// A PNG without what was written about its author or its place: only the chunks that draw the picture and tell its colours and its
/// scale are copied (PNG, third edition, chapter 11), with the orientation.
/// </summary>
internal static class PngFile
{
    private const int SignatureLength = 8;
    private const int MaxProfile = 1024 * 1024;

    /// <exception cref="UnfitContentException">It is damaged or too large.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length + 64);
        kept.Write(file[..SignatureLength]);
        var (at, first, drawn) = (SignatureLength, true, false);
        while (at + 12 <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
            {
                break;
            }

            var chunk = file.Slice(at, (int)length + 12);
            var type = chunk.Slice(4, 4);
            var body = chunk.Slice(8, (int)length);
            at += chunk.Length;
            if (first != type.SequenceEqual("IHDR"u8))
            {
                throw PixelBound.Damaged();
            }

            if (first)
            {
                CheckHeader(body);
                first = false;
            }

            drawn |= type.SequenceEqual("IDAT"u8);
            if (IsKept(type, chunk.Length))
            {
                kept.Write(chunk);
            }
            else if (type.SequenceEqual("eXIf"u8) && ExifOrientation.Read(body) is { } orientation)
            {
                WriteOrientation(kept, orientation);
            }

            // What follows the end is not the picture.
            if (type.SequenceEqual("IEND"u8))
            {
                return drawn ? kept.ToArray() : throw PixelBound.Damaged();
            }
        }

        throw PixelBound.Damaged();
    }

    private static void CheckHeader(ReadOnlySpan<byte> body)
    {
        if (body.Length != 13)
        {
            throw PixelBound.Damaged();
        }

        PixelBound.Check(BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
    }

    // A profile is compressed: what unfolds without end in whoever opens it is not a profile.
    private static bool IsKept(ReadOnlySpan<byte> type, int length) =>
        type.SequenceEqual("IHDR"u8) || type.SequenceEqual("PLTE"u8) || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("IEND"u8)
        || type.SequenceEqual("tRNS"u8) || type.SequenceEqual("gAMA"u8) || type.SequenceEqual("cHRM"u8) || type.SequenceEqual("sRGB"u8)
        || type.SequenceEqual("pHYs"u8) || (type.SequenceEqual("iCCP"u8) && length <= MaxProfile);

    private static void WriteOrientation(MemoryStream kept, byte orientation)
    {
        byte[] chunk = [.. "eXIf"u8, .. ExifOrientation.Write(orientation)];
        var numbers = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(numbers, (uint)chunk.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), Crc(chunk));
        kept.Write(numbers.AsSpan(0, 4));
        kept.Write(chunk);
        kept.Write(numbers.AsSpan(4));
    }

    // PNG, annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var octet in bytes)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
