using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Journey;

/// <summary>Files sent in parts: they survive a cut, belong to their draft, and are taken in as posted files are.</summary>
public sealed class UploadTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    private const string Root = JourneyWorld.Demarche + "/demande/envois";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_CutInTheMiddleAndResumed_IsTakenInWithTheSameBytes()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        var bytes = LargePdf(3_000_000);
        var url = await CreateAsync(browser, page, bytes.Length, "carte d’identité.pdf");
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(browser, page, url, 0, bytes[..1_000_000])).Status);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PatchAsync(browser, page, url, 1_000_000, new CutContent(bytes[1_000_000..], 700_000)));
        var offset = await OffsetAsync(browser, url, atLeast: 1_000_001);
        Assert.InRange(offset, 1_000_001, 1_700_000);
        // From where it was before: refused, nothing is written twice.
        Assert.Equal(HttpStatusCode.Conflict, (await PatchAsync(browser, page, url, 1_000_000, bytes[1_000_000..])).Status);
        var rest = bytes[(int)offset..];
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(browser, page, url, offset, rest, ("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData(rest))))).Status);
        Assert.Equal(bytes.Length, await OffsetAsync(browser, url));

        var next = await JourneyWorld.FillAsync(browser, page, new() { ["f.identite.envoi"] = url.Split('/')[^1] });
        Assert.Contains("Où vous envoyer", next.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        Assert.Equal("carte d’identité.pdf", (await db.Pieces.SingleAsync(row => row.Sha256 == sha, Token)).FileName);
        Assert.Equal(HttpStatusCode.NotFound, (await HeadAsync(browser, url)).Status);
        // The same form sent again changes nothing and loses nothing.
        Assert.Equal(next.Name, (await JourneyWorld.FillAsync(browser, page, new() { ["f.identite.envoi"] = url.Split('/')[^1] })).Name);
    }

    [Fact]
    public async Task Upload_OfAnotherBrowsersDraft_IsNotThere()
    {
        using var owner = world.Appliance.Browse();
        using var other = world.Appliance.Browse();
        var page = await ReachFilesAsync(owner);
        var url = await CreateAsync(owner, page, 100, "a.pdf");
        var theirs = await ReachFilesAsync(other);

        Assert.Equal(HttpStatusCode.NotFound, (await HeadAsync(other, url)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PatchAsync(other, theirs, url, 0, new byte[10])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.RequestAsync(HttpMethod.Delete, world.Url(url), null, Tus(theirs))).Status);
        Assert.Equal(0, await OffsetAsync(owner, url));
        var stolen = await JourneyWorld.FillAsync(other, theirs, new() { ["f.identite.envoi"] = url.Split('/')[^1] });
        Assert.NotNull(stolen.Find("erreurs"));
        using var nobody = world.Appliance.Browse();
        var first = await world.BeginAsync(nobody);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(nobody, first, 100, "a.pdf")).Status);
    }

    [Fact]
    public async Task Upload_TooLarge_IsRefusedBeforeAByteIsSent_AndNoPartGoesBeyondWhatWasSaid()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);

        var refused = await PostAsync(browser, page, PieceIntake.MaxBytes + 1, "gros.pdf");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("Mo. Réduisez-le", refused.Text, StringComparison.Ordinal);
        var url = await CreateAsync(browser, page, 100, "a.pdf");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PatchAsync(browser, page, url, 0, new byte[101])).Status);
        Assert.Equal(0, await OffsetAsync(browser, url));
    }

    [Fact]
    public async Task Upload_WhoseChecksumDoesNotHold_KeepsNothing()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        var url = await CreateAsync(browser, page, 100, "a.pdf");

        Assert.Equal(460, (int)(await PatchAsync(browser, page, url, 0, new byte[50], ("Upload-Checksum", "sha1 " + Convert.ToBase64String(new byte[20])))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(browser, page, url, 0, new byte[50], ("Upload-Checksum", "md5 AAAA"))).Status);
        Assert.Equal(0, await OffsetAsync(browser, url));
    }

    [Fact]
    public async Task Upload_ThatIsNotWhatItSays_IsRefusedAsAPostedFileIs()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        var bytes = Encoding.ASCII.GetBytes(new string('x', 400_000));
        var url = await CreateAsync(browser, page, bytes.Length, "carte.pdf");
        await PatchAsync(browser, page, url, 0, bytes);

        var refused = await JourneyWorld.FillAsync(browser, page, new() { ["f.identite.envoi"] = url.Split('/')[^1] });

        Assert.Contains("n’est pas un", refused.Html.QuerySelector("#f-identite-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await HeadAsync(browser, url)).Status);
    }

    [Theory]
    [InlineData("Upload-Length", "-1", HttpStatusCode.BadRequest)]
    [InlineData("Upload-Length", "99999999999999999999", HttpStatusCode.BadRequest)]
    [InlineData("Upload-Length", "1e3", HttpStatusCode.BadRequest)]
    [InlineData("Upload-Length", "0", HttpStatusCode.BadRequest)]
    [InlineData("Upload-Metadata", "champ", HttpStatusCode.BadRequest)]
    [InlineData("Upload-Metadata", "champ !!!,filename ???", HttpStatusCode.BadRequest)]
    [InlineData("Upload-Metadata", "champ bm9t", HttpStatusCode.BadRequest)]
    [InlineData("Tus-Resumable", "0.2.2", HttpStatusCode.PreconditionFailed)]
    [InlineData("Origin", "https://pirate.example", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("RequestVerificationToken", "forged", HttpStatusCode.Forbidden)]
    public async Task Post_HostileHeaders_BeginNothing(string name, string value, HttpStatusCode expected)
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        (string Name, string Value)[] all = [.. Tus(page), ("Upload-Length", "100"), ("Upload-Metadata", Metadata("a.pdf"))];

        var answer = await browser.RequestAsync(HttpMethod.Post, world.Url(Root), null, [.. all.Where(header => header.Name != name), (name, value)]);

        Assert.Equal(expected, answer.Status);
        Assert.False(answer.Headers.Contains("Location"));
    }

    [Fact]
    public async Task Options_SayWhatIsSpoken_AndAPatchOfAnotherTypeIsRefused()
    {
        using var browser = world.Appliance.Browse();
        var options = await browser.RequestAsync(HttpMethod.Options, world.Url(Root), null);
        Assert.Equal("1.0.0", Assert.Single(options.Headers.GetValues("Tus-Version")));
        var page = await ReachFilesAsync(browser);
        var url = await CreateAsync(browser, page, 100, "../../a.pdf");

        var wrong = new ByteArrayContent(new byte[10]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await browser.RequestAsync(HttpMethod.Patch, world.Url(url), wrong, [.. Tus(page), ("Upload-Offset", "0")])).Status);
        var overridden = await browser.RequestAsync(HttpMethod.Post, world.Url(url), Part(new byte[10]), [.. Tus(page), ("Upload-Offset", "0"), ("X-HTTP-Method-Override", "PATCH")]);
        Assert.Equal(HttpStatusCode.NoContent, overridden.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.RequestAsync(HttpMethod.Delete, world.Url(url), null, Tus(page))).Status);
        foreach (var id in (string[])["..%2f..%2fbeffroi.db", "0", Guid.CreateVersion7().ToString("N")])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await HeadAsync(browser, Root + "/" + id)).Status);
        }
    }

    [Fact]
    public async Task Upload_LeftForADay_IsGone_WithItsFiles()
    {
        await using var apart = new JourneyWorld();
        await apart.InitializeAsync();
        var tests = new UploadTests(apart);
        using var browser = apart.Appliance.Browse();
        var page = await tests.ReachFilesAsync(browser);
        var url = await tests.CreateAsync(browser, page, 100, "a.pdf");
        await tests.PatchAsync(browser, page, url, 0, new byte[10]);
        var folder = Path.Combine(apart.Appliance.Services.GetRequiredService<PortalSettings>().FilesFolder, "arrivee", "envois");
        Assert.Equal(2, Directory.GetFiles(folder).Length);

        apart.Appliance.Time.Shift(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.NotFound, (await tests.HeadAsync(browser, url)).Status);
        await apart.Appliance.Services.GetRequiredService<PurgeFiles>().RunAsync(Token);

        Assert.Empty(Directory.GetFiles(folder));
    }

    private async Task<TestPage> ReachFilesAsync(TestBrowser browser)
    {
        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), JourneyWorld.Acte());
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document());
        return await JourneyWorld.FillAsync(browser, page, JourneyWorld.Parents());
    }

    private Task<TestPage> PostAsync(TestBrowser browser, TestPage page, long length, string name) => browser.RequestAsync(
        HttpMethod.Post, world.Url(Root), null, [.. Tus(page), ("Upload-Length", $"{length}"), ("Upload-Metadata", Metadata(name))]);

    private async Task<string> CreateAsync(TestBrowser browser, TestPage page, long length, string name)
    {
        var created = await PostAsync(browser, page, length, name);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return created.Headers.Location!.ToString();
    }

    private Task<TestPage> PatchAsync(TestBrowser browser, TestPage page, string url, long offset, byte[] bytes, params (string, string)[] more) =>
        browser.RequestAsync(HttpMethod.Patch, world.Url(url), Part(bytes), [.. Tus(page), ("Upload-Offset", $"{offset}"), .. more]);

    private Task<TestPage> PatchAsync(TestBrowser browser, TestPage page, string url, long offset, HttpContent content) =>
        browser.RequestAsync(HttpMethod.Patch, world.Url(url), content, [.. Tus(page), ("Upload-Offset", $"{offset}")]);

    private Task<TestPage> HeadAsync(TestBrowser browser, string url) => browser.RequestAsync(HttpMethod.Head, world.Url(url), null, ("Tus-Resumable", "1.0.0"));

    // The end of a connection that was cut reaches the appliance a little later.
    private async Task<long> OffsetAsync(TestBrowser browser, string url, long atLeast = 0)
    {
        for (var tries = 0; ; tries++)
        {
            var head = await HeadAsync(browser, url);
            Assert.Equal(HttpStatusCode.OK, head.Status);
            var offset = long.Parse(Assert.Single(head.Headers.GetValues("Upload-Offset")), System.Globalization.CultureInfo.InvariantCulture);
            if (offset >= atLeast || tries > 50)
            {
                await Task.Delay(200, Token);
                return long.Parse(Assert.Single((await HeadAsync(browser, url)).Headers.GetValues("Upload-Offset")), System.Globalization.CultureInfo.InvariantCulture);
            }

            await Task.Delay(50, Token);
        }
    }

    private static ByteArrayContent Part(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };

    private static (string Name, string Value)[] Tus(TestPage page) =>
        [("Tus-Resumable", "1.0.0"), ("RequestVerificationToken", page.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)];

    private static string Metadata(string name) => $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))},champ {Convert.ToBase64String("identite"u8)}";

    private static byte[] LargePdf(int length)
    {
        var head = JourneyWorld.Pdf("grand");
        return SampleFiles.Pdf(new string('z', length - head.Length));
    }

    /// <summary>A part that announces all its bytes and dies after some.</summary>
    private sealed class CutContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly int _sent;

        public CutContent(byte[] bytes, int sent)
        {
            (_bytes, _sent) = (bytes, sent);
            Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _sent));
            await stream.FlushAsync();
            await Task.Delay(200);
            throw new IOException("The line is cut.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
