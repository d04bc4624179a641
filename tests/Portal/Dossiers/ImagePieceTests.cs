using System.Buffers.Binary;
using System.Text;
using Beffroi.TestKit;
using CsCheck;
using StbImageSharp;

namespace Beffroi.Portal.Tests.Dossiers;

public sealed class ImagePieceTests : IDisposable
{
    private const string Secret = "48.8584N 2.2945E";

    private readonly Intake _intake = new();

    public void Dispose() => _intake.Dispose();

    [Fact]
    public async Task Take_JpegOfAPhone_KeepsThePictureItsColoursAndItsTurnOnly()
    {
        byte[] profile = [.. "ICC_PROFILE\0"u8, 1, 1, 42];
        var photo = SampleFiles.Jpeg(
        [
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 72, 0, 72, 1, 1, 9, 9, 9]),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(6)]),
            .. Segment(0xE1, Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0" + Secret)),
            .. Segment(0xE2, profile),
            .. Segment(0xE2, Encoding.ASCII.GetBytes("MPF\0" + Secret)),
            .. Segment(0xED, Encoding.ASCII.GetBytes("Photoshop 3.0\0" + Secret)),
            .. Segment(0xFE, Encoding.ASCII.GetBytes(Secret)),
        ]);

        var kept = await _intake.KeptAsync([.. photo, .. SampleFiles.Jpeg(), .. Encoding.ASCII.GetBytes(Secret)]);

        AssertNoSecret(kept);
        Assert.True(kept.AsSpan().IndexOf(profile) > 0);
        Assert.True(kept.AsSpan().IndexOf((byte[])[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]) > 0);
        AssertDraws(kept, 16, 8);
        Assert.Equal(kept, await _intake.KeptAsync(kept));
    }

    [Fact]
    public async Task Take_PlainJpeg_IsUnchanged() => Assert.Equal(SampleFiles.Jpeg(), await _intake.KeptAsync(SampleFiles.Jpeg()));

    [Fact]
    public async Task Take_JpegCutOff_StillDraws() => AssertDraws(await _intake.KeptAsync(SampleFiles.Jpeg()[..^2]), 16, 8);

    [Fact]
    public async Task Take_Png_KeepsThePictureAndItsTurnOnly()
    {
        var png = SampleFiles.Png;
        byte[] photo =
        [
            .. png[..33], .. Chunk("tEXt", Encoding.ASCII.GetBytes("Comment\0" + Secret)), .. Chunk("eXIf", Exif(3)),
            .. Chunk("pHYs", [0, 0, 11, 19, 0, 0, 11, 19, 1]), .. png[33..], .. Encoding.ASCII.GetBytes(Secret),
        ];

        var kept = await _intake.KeptAsync(photo);

        AssertNoSecret(kept);
        Assert.True(kept.AsSpan().IndexOf("pHYs"u8) > 0);
        Assert.True(kept.AsSpan().IndexOf((byte[])[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3]) > 0);
        AssertDraws(kept, 1, 1);
        Assert.Equal(kept, await _intake.KeptAsync(kept));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Take_Heic_BlanksWhatTellsAboutThePictureWhereItStands(bool inData)
    {
        var photo = Heic(4032, 3024, inData);

        var kept = await _intake.KeptAsync(photo);

        AssertNoSecret(kept);
        Assert.Equal(photo.Length, kept.Length);
        Assert.True(kept.AsSpan().IndexOf("PICTURE"u8) > 0);
    }

    [Fact]
    public async Task Take_TooManyPoints_IsRefusedInWords()
    {
        var jpeg = SampleFiles.Jpeg();
        var frame = jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 60000);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 60000);
        var png = SampleFiles.Png;
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), int.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), int.MaxValue);

        foreach (var bomb in (byte[][])[jpeg, png, Heic(100_000, 100_000, inData: false)])
        {
            Assert.Contains("plus de 100\u00a0millions de points", await _intake.RefusalAsync(bomb), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Take_Damaged_IsRefusedInWords()
    {
        var png = SampleFiles.Png;
        foreach (var damaged in (byte[][])[[0xFF, 0xD8, 0xFF, 0xE0], SampleFiles.Jpeg()[..100], png[..40], [.. png[..8], .. png[33..]], Heic(1, 1, false)[..60]])
        {
            Assert.Contains("abîmée", await _intake.RefusalAsync(damaged), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Take_ChangedAnywhere_IsKeptOrRefusedAndNothingElse()
    {
        byte[][] seeds =
        [
            SampleFiles.Jpeg([.. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(6)]), .. Segment(0xFE, [1, 2, 3])]),
            [.. SampleFiles.Png[..33], .. Chunk("eXIf", Exif(3)), .. SampleFiles.Png[33..]],
            Heic(16, 8, inData: false),
            Heic(16, 8, inData: true),
        ];
        Hostile.Mutations(seeds).Sample(_intake.Survives, iter: 4000, threads: 1);
    }

    private static void AssertNoSecret(byte[] kept) => Assert.True(kept.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret)) < 0);

    private static void AssertDraws(byte[] kept, int width, int height)
    {
        var picture = ImageResult.FromMemory(kept);
        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Chunk(string type, byte[] body) => [0, 0, 0, (byte)body.Length, .. Encoding.ASCII.GetBytes(type), .. body, 0, 0, 0, 0];

    // An orientation, then a text where a camera writes its place.
    private static byte[] Exif(byte orientation) =>
    [
        .. "II"u8, 0x2A, 0, 8, 0, 0, 0, 2, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
        0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret),
    ];

    private static byte[] Heic(int width, int height, bool inData)
    {
        byte[] type = Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heic"u8]);
        byte[] exif = [0, 0, 0, 0, .. Exif(1)];
        var xmp = Encoding.ASCII.GetBytes("<x:xmpmeta>" + Secret + "</x:xmpmeta>");
        byte[] Meta(int exifAt, int xmpAt) => Box("meta",
        [
            0, 0, 0, 0,
            .. Box("iinf", [0, 0, 0, 0, 0, 3, .. Entry(1, "hvc1"), .. Entry(2, "Exif"), .. Entry(3, "mime")]),
            .. Box("iprp", Box("ipco", Box("ispe", [0, 0, 0, 0, .. U32(width), .. U32(height)]))),
            .. Box("iloc", [1, 0, 0, 0, 0x44, 0, 0, 2, .. Place(2, exifAt, exif.Length, inData), .. Place(3, xmpAt, xmp.Length, inData)]),
            .. inData ? Box("idat", [.. exif, .. xmp]) : [],
        ]);
        var start = type.Length + Meta(0, 0).Length + 8;
        var meta = inData ? Meta(0, exif.Length) : Meta(start, start + exif.Length);
        return [.. type, .. meta, .. Box("mdat", [.. inData ? [] : exif, .. inData ? [] : xmp, .. "PICTURE"u8]), .. Box("uuid", Encoding.ASCII.GetBytes("0123456789ABCDEF" + Secret))];
    }

    private static byte[] Entry(byte id, string type) => Box("infe", [2, 0, 0, 0, 0, id, 0, 0, .. Encoding.ASCII.GetBytes(type), 0]);

    private static byte[] Place(byte id, int at, int length, bool inData) => [0, id, 0, (byte)(inData ? 1 : 0), 0, 0, 0, 1, .. U32(at), .. U32(length)];

    private static byte[] Box(string type, byte[] body) => [.. U32(body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] U32(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
