using System.Buffers.Binary;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Images;

/// <summary>The one thing that is kept of Exif: how the picture is to be turned (Exif 2.32, tag 0112), so that it stays upright.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const byte Short = 3;

    /// <summary>From 2 to 8, or null where the picture stands as it is or the block does not say.</summary>
    public static byte? Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return null;
        }

        var big = tiff[0] == (byte)'M';
        var entries = (long)U32(tiff, 4, big);
        if (entries + 2 > tiff.Length)
        {
            return null;
        }

        var count = U16(tiff, (int)entries, big);
        for (var at = entries + 2; count > 0 && at + 12 <= tiff.Length; count--, at += 12)
        {
            if (U16(tiff, (int)at, big) == Tag && U16(tiff, (int)at + 2, big) == Short)
            {
                return U16(tiff, (int)at + 8, big) is >= 2 and <= 8 and var turned ? (byte?)turned : null;
            }
        }

        return null;
    }

    /// <summary>A TIFF block that says only this.</summary>
    public static byte[] Write(byte orientation) =>
        [(byte)'M', (byte)'M', 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, Short, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    private static ushort U16(ReadOnlySpan<byte> tiff, int at, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]);

    private static uint U32(ReadOnlySpan<byte> tiff, int at, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]);
}
