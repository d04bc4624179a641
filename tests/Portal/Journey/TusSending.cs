using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Journey;

/// <summary>Sends a file in parts as the script of the pages does.</summary>
internal static class TusSending
{
    /// <summary>Begins an upload for a box of the page.</summary>
    public static Task<TestPage> BeginAsync(TestBrowser browser, TestPage page, string root, string box, long length, string name = "grand.pdf") => browser.RequestAsync(
        HttpMethod.Post, root, null, [.. Headers(page), ("Upload-Length", $"{length}"), ("Upload-Metadata", $"filename {Base64(name)},champ {Base64(box)}")]);

    /// <summary>Sends a whole file in two parts and returns its key.</summary>
    public static async Task<string> SendAsync(TestBrowser browser, TestPage page, string root, string box, byte[] bytes, string name = "grand.pdf")
    {
        var begun = await BeginAsync(browser, page, root, box, bytes.Length, name);
        Assert.Equal(HttpStatusCode.Created, begun.Status);
        var url = new Uri(new Uri(root), begun.Headers.Location!.ToString()).ToString();
        var half = bytes.Length / 2;
        Assert.Equal(HttpStatusCode.NoContent, (await PartAsync(browser, page, url, 0, bytes[..half])).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await PartAsync(browser, page, url, half, bytes[half..])).Status);
        return url.Split('/')[^1];
    }

    /// <summary>Sends one part.</summary>
    public static Task<TestPage> PartAsync(TestBrowser browser, TestPage page, string url, long offset, byte[] bytes) => browser.RequestAsync(
        HttpMethod.Patch, url, new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } }, [.. Headers(page), ("Upload-Offset", $"{offset}")]);

    /// <summary>Asks how much has come.</summary>
    public static Task<TestPage> HeadAsync(TestBrowser browser, string url) => browser.RequestAsync(HttpMethod.Head, url, null, ("Tus-Resumable", "1.0.0"));

    /// <summary>A document of about that many bytes, unlike any other.</summary>
    public static byte[] LargePdf(string words, int length = 600_000) => SampleFiles.Pdf(words + " " + new string('z', length));

    private static (string, string)[] Headers(TestPage page) =>
        [("Tus-Resumable", "1.0.0"), ("RequestVerificationToken", page.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
