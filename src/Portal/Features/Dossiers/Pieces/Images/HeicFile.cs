using System.Buffers.Binary;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Images;

/// <summary>
/// A HEIC whose Exif and XMP items are blanked where they stand (ISO/IEC 23008-12, 14496-12): every offset of the file stays true, and the
/// picture is untouched. It stays upright, since HEIC turns by a property of the picture and not by Exif.
/// </summary>
internal static class HeicFile
{
    private const int MaxItems = 20_000;

    // An Exif item that says nothing: the offset of the TIFF header, then a TIFF without entries.
    private static readonly byte[] s_emptyExif = [0, 0, 0, 0, (byte)'M', (byte)'M', 0, 0x2A, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0];

    private readonly record struct Box(string Type, int Start, int Body, int End);

    /// <exception cref="UnfitContentException">It is damaged or too large.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> file)
    {
        var kept = file.ToArray();
        try
        {
            var described = false;
            foreach (var box in Boxes(kept, 0, kept.Length))
            {
                described |= box.Type == "meta";
                if (box.Type == "meta")
                {
                    CleanMeta(kept, box);
                }
                else if (box.Type is not ("ftyp" or "mdat" or "moov" or "free" or "skip" or "idat"))
                {
                    // XMP and makers' own boxes at the end of the file, some with a film and its place.
                    "free"u8.CopyTo(kept.AsSpan(box.Start + 4));
                    kept.AsSpan(box.Body..box.End).Clear();
                }
            }

            return described ? kept : throw PixelBound.Damaged();
        }
        catch (Exception broken) when (broken is ArgumentOutOfRangeException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw PixelBound.Damaged();
        }
    }

    private static void CleanMeta(byte[] file, Box meta)
    {
        var inside = Boxes(file, meta.Body + 4, meta.End);
        CheckSizes(file, inside);
        var described = inside.Find(box => box.Type == "iinf") is { End: > 0 } list ? DescribedItems(file, list) : [];
        if (described.Count > 0 && inside.Find(box => box.Type == "iloc") is { End: > 0 } places)
        {
            var data = inside.Find(box => box.Type == "idat");
            Blank(file, places, data, described);
        }
    }

    private static void CheckSizes(byte[] file, List<Box> meta)
    {
        foreach (var properties in meta.Where(box => box.Type == "iprp").SelectMany(box => Boxes(file, box.Body, box.End)).Where(box => box.Type == "ipco"))
        {
            foreach (var size in Boxes(file, properties.Body, properties.End).Where(box => box.Type == "ispe"))
            {
                PixelBound.Check(U32(file, size.Body + 4), U32(file, size.Body + 8));
            }
        }
    }

    // The items that tell about the picture, and whether each is Exif.
    private static Dictionary<uint, bool> DescribedItems(byte[] file, Box list)
    {
        var first = list.Body + (file[list.Body] == 0 ? 6 : 8);
        var items = new Dictionary<uint, bool>();
        foreach (var entry in Boxes(file, first, list.End).Where(box => box.Type == "infe"))
        {
            var version = file[entry.Body];
            if (version < 2)
            {
                continue;
            }

            var id = version == 2 ? U16(file, entry.Body + 4) : U32(file, entry.Body + 4);
            var type = file.AsSpan(entry.Body + (version == 2 ? 8 : 10), 4);
            if (type.SequenceEqual("Exif"u8) || type.SequenceEqual("mime"u8) || type.SequenceEqual("uri "u8))
            {
                items[id] = type.SequenceEqual("Exif"u8);
            }
        }

        return items;
    }

    private static void Blank(byte[] file, Box places, Box data, Dictionary<uint, bool> described)
    {
        var at = places.Body;
        var version = file[at];
        var (offsetSize, lengthSize, baseSize, indexSize) = (file[at + 4] >> 4, file[at + 4] & 15, file[at + 5] >> 4, version == 0 ? 0 : file[at + 5] & 15);
        at += 6;
        var count = version < 2 ? U16(file, at) : U32(file, at);
        at += version < 2 ? 2 : 4;
        // A table that names the same place again and again would keep the server busy.
        var left = file.Length;
        for (; count > 0 && at < places.End; count--)
        {
            var id = version < 2 ? U16(file, at) : U32(file, at);
            at += version < 2 ? 2 : 4;
            var inData = version > 0 && (U16(file, at) & 15) == 1;
            at += version > 0 ? 4 : 2;
            var start = Number(file, ref at, baseSize) + (inData ? data.Body : 0);
            for (var extents = U16(file, (at += 2) - 2); extents > 0; extents--)
            {
                Number(file, ref at, indexSize);
                var (offset, length) = (start + Number(file, ref at, offsetSize), Number(file, ref at, lengthSize));
                if (described.TryGetValue(id, out var exif))
                {
                    var room = file.AsSpan(checked((int)offset), checked((int)(length == 0 ? file.Length - offset : length)));
                    left = room.Length <= left ? left - room.Length : throw PixelBound.Damaged();
                    room.Fill((byte)(exif ? 0 : ' '));
                    (exif && room.Length >= s_emptyExif.Length ? s_emptyExif : []).CopyTo(room);
                }
            }
        }
    }

    private static List<Box> Boxes(byte[] file, int at, int end)
    {
        var boxes = new List<Box>();
        while (at + 8 <= end)
        {
            long size = U32(file, at);
            var body = at + 8;
            if (size == 1)
            {
                size = checked((long)BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(body)));
                body += 8;
            }

            size = size == 0 ? end - at : size;
            if (at + size < body || size > end - at || boxes.Count > MaxItems)
            {
                throw PixelBound.Damaged();
            }

            boxes.Add(new Box(System.Text.Encoding.Latin1.GetString(file, at + 4, 4), at, body, at + (int)size));
            at += (int)size;
        }

        return boxes;
    }

    private static long Number(byte[] file, ref int at, int size)
    {
        at += size;
        return size switch
        {
            0 => 0,
            4 => U32(file, at - 4),
            8 => checked((long)BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(at - 8))),
            _ => throw PixelBound.Damaged(),
        };
    }

    private static uint U16(byte[] file, int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private static uint U32(byte[] file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
}
