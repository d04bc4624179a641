using System.Buffers.Binary;
using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Pieces.Images;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>Visits: a note and photographs from a phone.</summary>
[Collection(nameof(ConsultationSuite))]
public sealed class VisiteTests(ConsultationWorld world)
{
    private const string SaintLo = ConsultationWorld.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 'N', 'W', 49.115, -1.09)]
    [InlineData(false, 'S', 'E', -49.115, 1.09)]
    public void Position_IsReadFromThePhotograph(bool big, char north, char west, double latitude, double longitude)
    {
        var read = ExifPosition.Read(Photo(Gps(big, north, west)));

        Assert.NotNull(read);
        Assert.Equal(latitude, read.Value.Latitude, 5);
        Assert.Equal(longitude, read.Value.Longitude, 5);
    }

    [Fact]
    public void Position_CutOffOrChangedAnywhere_IsReadOrLeftOut_AndNeverThrows()
    {
        var whole = Photo(Gps(true, 'N', 'W'));
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var hurt = whole[..random.Next(whole.Length + 1)].ToArray();
            for (var change = random.Next(6); change > 0 && hurt.Length > 0; change--)
            {
                hurt[random.Next(hurt.Length)] = (byte)random.Next(256);
            }

            if (ExifPosition.Read(hurt) is { } read)
            {
                Assert.InRange(read.Latitude, -90, 90);
                Assert.InRange(read.Longitude, -180, 180);
            }
        }

        Assert.Null(ExifPosition.Read([]));
        Assert.Null(ExifPosition.Read(SampleFiles.Jpeg()));
        Assert.Null(ExifPosition.Read(SampleFiles.Png));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Visit_IsAnInternalNoteWithItsPhotographs_AndKeepsThePlaceOnlyWhereTheAgentAgrees(bool keeps)
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(SaintLo);
        var page = await agent.GetAsync(world.Bureau.Url($"/dossiers/{filed.Numero}/visite"));
        Assert.Equal("environment", page.Html.QuerySelector("input[type=file]")!.GetAttribute("capture"));
        var typed = new Dictionary<string, string> { ["Note"] = "Le lampadaire est cassé." };
        if (keeps)
        {
            typed["GarderLieu"] = "true";
        }

        var done = await agent.SubmitAsync(page, "visite", typed, new() { ["Fichiers"] = ("photo.jpg", Photo(Gps(true, 'N', 'W')), "image/jpeg") });

        var thread = done.TextOf("fil");
        Assert.Contains("Le lampadaire est cassé.", thread, StringComparison.Ordinal);
        Assert.Contains("photo.jpg", thread, StringComparison.Ordinal);
        Assert.Equal(keeps, thread.Contains("49,11500", StringComparison.Ordinal));
        await using var db = world.Open();
        var piece = await db.Pieces.SingleAsync(row => row.DossierId == filed.Id, Token);
        Assert.True((await db.Messages.SingleAsync(row => row.Id == piece.MessageId, Token)).Internal);
        await using (var kept = world.Get<FileStore>().Open(piece.Sha256))
        {
            var bytes = new MemoryStream();
            await kept.CopyToAsync(bytes, Token);
            Assert.Null(ExifPosition.Read(bytes.ToArray()));
        }

        using var usager = world.Bureau.Appliance.Browse();
        var follow = await world.Papers.FollowAsync(usager, filed.Numero);
        Assert.DoesNotContain("photo.jpg", follow.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await usager.GetAsync(world.Papers.Site("/suivi/dossier/pieces/" + piece.Id))).Status);
        Assert.Single(await world.LogAsync(filed.Id), line => line.Kind == EventKinds.Visite);
        Assert.DoesNotContain(await world.LogAsync(filed.Id), line => line.Data.Contains("lampadaire est cassé", StringComparison.Ordinal) || line.Data.Contains("49,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visit_WithNothing_WithAProgram_OrOfAnotherCommune_IsRefused()
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(SaintLo);
        var address = world.Bureau.Url($"/dossiers/{filed.Numero}/visite");
        var page = await agent.GetAsync(address);
        var nothing = await agent.SubmitAsync(page, "visite");
        Assert.Equal(HttpStatusCode.Conflict, nothing.Status);
        var program = await agent.SubmitAsync(page, "visite", new() { ["Note"] = "Vu." }, new() { ["Fichiers"] = ("photo.jpg", "MZ program"u8.ToArray(), "image/jpeg") });
        Assert.Equal(HttpStatusCode.Conflict, program.Status);
        Assert.Contains("Vu.", program.Html.QuerySelector("[name=Note]")!.TextContent, StringComparison.Ordinal);
        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        using var elu = await world.Bureau.SignInAsync(Role.Elu, SaintLo);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elu.GetAsync(address)).Status);
        Assert.DoesNotContain(await world.LogAsync(filed.Id), line => line.Kind == EventKinds.Visite);
    }

    private static byte[] Photo(byte[] tiff)
    {
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        return SampleFiles.Jpeg([0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body]);
    }

    // A TIFF block with a GPS directory: 49° 6′ 54″ and 1° 5′ 24″.
    private static byte[] Gps(bool big, char north, char west)
    {
        var tiff = new byte[128];
        void U16(int at, ushort value)
        {
            if (big)
            {
                BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value);
            }
        }

        void U32(int at, uint value)
        {
            if (big)
            {
                BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value);
            }
        }

        void Entry(int at, ushort tag, ushort kind, uint count, uint value)
        {
            U16(at, tag);
            U16(at + 2, kind);
            U32(at + 4, count);
            U32(at + 8, value);
        }

        tiff[0] = tiff[1] = (byte)(big ? 'M' : 'I');
        U16(2, 0x2A);
        U32(4, 8);
        U16(8, 1);
        Entry(10, 0x8825, 4, 1, 26);
        U16(26, 4);
        Entry(28, 1, 2, 2, 0);
        tiff[36] = (byte)north;
        Entry(40, 2, 5, 3, 80);
        Entry(52, 3, 2, 2, 0);
        tiff[60] = (byte)west;
        Entry(64, 4, 5, 3, 104);
        foreach (var (at, value) in new[] { (80, 49u), (88, 6u), (96, 54u), (104, 1u), (112, 5u), (120, 24u) })
        {
            U32(at, value);
            U32(at + 4, 1);
        }

        return tiff;
    }
}
