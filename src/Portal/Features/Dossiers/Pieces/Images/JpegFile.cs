using System.Buffers.Binary;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Images;

/// <summary>
/// A JPEG without what the camera wrote about its owner: only the segments that draw the picture are copied (ITU-T T.81, annex B), with
/// the colour profile, Adobe's transform and the orientation. The picture itself is copied bit for bit.
/// </summary>
internal static class JpegFile
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <exception cref="UnfitContentException">It is damaged or too large.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length + 64);
        kept.Write(file[..2]);
        var (at, sized, drawn, turned) = (2, false, false, false);
        while (NextMarker(file, ref at) is { } marker && marker != EndOfImage)
        {
            if (at + 2 > file.Length || BinaryPrimitives.ReadUInt16BigEndian(file[at..]) is var length && (length < 2 || at + length > file.Length))
            {
                break;
            }

            var body = file.Slice(at + 2, BinaryPrimitives.ReadUInt16BigEndian(file[at..]) - 2);
            at += body.Length + 2;
            if (IsFrame(marker))
            {
                CheckFrame(body, sized);
                sized = true;
            }

            WriteKept(kept, marker, body, ref turned);
            if (marker == StartOfScan)
            {
                drawn = sized ? true : throw PixelBound.Damaged();
                var end = EndOfScan(file, at);
                kept.Write(file[at..end]);
                at = end;
            }
        }

        // What is cut off after some lines still shows them; what follows the end (other pictures, films, places) is not the picture.
        kept.Write([0xFF, EndOfImage]);
        return drawn ? kept.ToArray() : throw PixelBound.Damaged();
    }

    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        for (; at + 1 < file.Length; at++)
        {
            // 01 and D0 to D8 carry no length and have no place between segments.
            if (file[at] == 0xFF && file[at + 1] is >= 0xC0 and not 0xFF and not (>= 0xD0 and <= 0xD8))
            {
                at += 2;
                return file[at - 1];
            }
        }

        return null;
    }

    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (file[at..].IndexOf((byte)0xFF) is var found and >= 0 && at + found + 1 < file.Length)
        {
            at += found;
            if (file[at + 1] is not (0 or (>= 0xD0 and <= 0xD7) or 0xFF))
            {
                return at;
            }

            at += file[at + 1] == 0xFF ? 1 : 2;
        }

        return file.Length;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void CheckFrame(ReadOnlySpan<byte> body, bool sized)
    {
        if (sized || body.Length < 6)
        {
            throw PixelBound.Damaged();
        }

        PixelBound.Check(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
    }

    private static void WriteKept(MemoryStream kept, byte marker, ReadOnlySpan<byte> body, ref bool turned)
    {
        switch (marker)
        {
            // JFIF, without its small picture.
            case 0xE0 when body.Length >= 14 && body.StartsWith("JFIF\0"u8):
                Write(kept, marker, [.. body[..12], 0, 0]);
                break;
            case 0xE1 when !turned && body.StartsWith("Exif\0\0"u8) && ExifOrientation.Read(body[6..]) is { } orientation:
                Write(kept, marker, [.. "Exif\0\0"u8, .. ExifOrientation.Write(orientation)]);
                turned = true;
                break;
            case 0xE2 when body.StartsWith("ICC_PROFILE\0"u8):
            case 0xEE when body.StartsWith("Adobe"u8):
            case >= 0xC0 and <= 0xDF:
                Write(kept, marker, body);
                break;
        }
    }

    private static void Write(MemoryStream kept, byte marker, ReadOnlySpan<byte> body)
    {
        kept.Write([0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]);
        kept.Write(body);
    }
}
