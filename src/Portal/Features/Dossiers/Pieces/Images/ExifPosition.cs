using System.Buffers.Binary;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Images;

/// <summary>
/// Where a photograph says that it was taken (Exif 2.32, the GPS block of tag 8825): read from what was sent, before it is cleaned, and only where
/// who sends it agrees. What is kept of the picture never holds it.
/// </summary>
internal static class ExifPosition
{
    private const ushort GpsBlock = 0x8825;
    private const int MostEntries = 200;

    /// <summary>Latitude and longitude in degrees; null where the file says none, or one that is no place.</summary>
    public static (double Latitude, double Longitude)? Read(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8)
        {
            return null;
        }

        // The segments before the picture (ITU-T T.81, annex B): each says its length.
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] is not 0xDA;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length)
            {
                return null;
            }

            var body = jpeg.Slice(at + 4, length - 2);
            if (jpeg[at + 1] == 0xE1 && body.StartsWith("Exif\0\0"u8))
            {
                return OfTiff(body[6..]);
            }

            at += 2 + length;
        }

        return null;
    }

    private static (double, double)? OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return null;
        }

        var big = tiff[0] == (byte)'M';
        if (Entry(tiff, U32(tiff, 4, big), GpsBlock, big) is not { } gps)
        {
            return null;
        }

        var block = U32(tiff, gps + 8, big);
        if (Degrees(tiff, Entry(tiff, block, 2, big), big) is not { } latitude || Degrees(tiff, Entry(tiff, block, 4, big), big) is not { } longitude
            || latitude > 90 || longitude > 180)
        {
            return null;
        }

        return (Is(tiff, Entry(tiff, block, 1, big), 'S') ? -latitude : latitude, Is(tiff, Entry(tiff, block, 3, big), 'W') ? -longitude : longitude);
    }

    // The place of the entry of a tag in a directory; null when it has none, or lies outside.
    private static int? Entry(ReadOnlySpan<byte> tiff, long directory, ushort tag, bool big)
    {
        if (directory < 8 || directory + 2 > tiff.Length)
        {
            return null;
        }

        var count = Math.Min(U16(tiff, (int)directory, big), (ushort)MostEntries);
        for (var at = directory + 2; count > 0 && at + 12 <= tiff.Length; count--, at += 12)
        {
            if (U16(tiff, (int)at, big) == tag)
            {
                return (int)at;
            }
        }

        return null;
    }

    // Three fractions: degrees, minutes, seconds.
    private static double? Degrees(ReadOnlySpan<byte> tiff, int? entry, bool big)
    {
        if (entry is not { } at || U16(tiff, at + 2, big) != 5 || U32(tiff, at + 4, big) != 3)
        {
            return null;
        }

        var start = U32(tiff, at + 8, big);
        if (start + 24L > tiff.Length)
        {
            return null;
        }

        var (sum, share) = (0d, 1d);
        for (var part = 0; part < 3; part++, share *= 60)
        {
            var (over, under) = (U32(tiff, (int)start + (8 * part), big), U32(tiff, (int)start + (8 * part) + 4, big));
            if (under == 0 && over != 0)
            {
                return null;
            }

            sum += under == 0 ? 0 : over / (double)under / share;
        }

        return double.IsFinite(sum) ? sum : null;
    }

    private static bool Is(ReadOnlySpan<byte> tiff, int? entry, char letter) => entry is { } at && tiff[at + 8] == (byte)letter;

    private static ushort U16(ReadOnlySpan<byte> tiff, int at, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]);

    private static uint U32(ReadOnlySpan<byte> tiff, int at, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]);
}
