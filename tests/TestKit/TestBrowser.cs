using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Beffroi.TestKit;

/// <summary>A page that the browser received.</summary>
public sealed class TestPage(HttpResponseMessage response, string url, string text)
{
    private readonly Lazy<IHtmlDocument> _document = new(() => new HtmlParser().ParseDocument(text));

    /// <summary>The status.</summary>
    public HttpStatusCode Status => response.StatusCode;

    /// <summary>The headers of the response.</summary>
    public HttpResponseHeaders Headers => response.Headers;

    /// <summary>The media type.</summary>
    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    /// <summary>Where the browser is after redirects.</summary>
    public string Url { get; } = url;

    /// <summary>The body.</summary>
    public string Text { get; } = text;

    /// <summary>The body as HTML.</summary>
    public IHtmlDocument Html => _document.Value;

    /// <summary>The page's name.</summary>
    public string? Name => Html.Body?.GetAttribute("data-page");

    /// <summary>The element with this mark, or null.</summary>
    public IElement? Find(string testId) => Html.QuerySelector($"[data-testid={testId}]");

    /// <summary>The text of the element with this mark.</summary>
    public string TextOf(string testId) =>
        Find(testId)?.TextContent.Trim() ?? throw new InvalidOperationException($"No [data-testid={testId}] on {Url}:\n{Text[..Math.Min(Text.Length, 3000)]}");

    /// <summary>The form with this name.</summary>
    public IHtmlFormElement Form(string name) =>
        Html.QuerySelector<IHtmlFormElement>($"form[data-form='{name}']")
        ?? throw new InvalidOperationException($"No form « {name} » on {Url} ({(int)Status}):\n{Text[..Math.Min(Text.Length, 3000)]}");
}

/// <summary>A client that runs no script: follows redirects from host to host, keeps cookies per host, posts forms with their hidden fields.</summary>
public sealed class TestBrowser : IDisposable
{
    private readonly Dictionary<string, Dictionary<string, string>> _cookies = new(StringComparer.OrdinalIgnoreCase);
    private readonly HttpMessageInvoker _client;

    /// <summary>A browser that reaches every host on this loopback port.</summary>
    public TestBrowser(int port)
        : this(new SslClientAuthenticationOptions(), async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, token);
            return socket;
        })
    {
    }

    /// <summary>A browser that reaches every host by this connection, given the address's port.</summary>
    public TestBrowser(SslClientAuthenticationOptions tls, Func<int, CancellationToken, Task<Socket>> connect) => _client = new HttpMessageInvoker(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = tls,
        ConnectCallback = async (context, token) => new NetworkStream(await connect(context.DnsEndPoint.Port, token), ownsSocket: true),
    });

    /// <summary>Headers that every request carries.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The cookies of a host with its port.</summary>
    public Dictionary<string, string> CookiesOf(string host)
    {
        if (!_cookies.TryGetValue(host, out var jar))
        {
            _cookies[host] = jar = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        return jar;
    }

    /// <summary>Gets a page, following redirects unless told otherwise.</summary>
    public Task<TestPage> GetAsync(string url, bool follow = true) => SendAsync(HttpMethod.Get, url, null, follow);

    /// <summary>Posts fields as they are.</summary>
    public Task<TestPage> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields, bool follow = true) =>
        SendAsync(HttpMethod.Post, url, new FormUrlEncodedContent(fields), follow);

    /// <summary>Posts any content.</summary>
    public Task<TestPage> PostAsync(string url, HttpContent content, bool follow = true) => SendAsync(HttpMethod.Post, url, content, follow);

    /// <summary>Sends any request with headers of its own, following no redirect.</summary>
    public Task<TestPage> RequestAsync(HttpMethod method, string url, HttpContent? content, params (string Name, string Value)[] headers) =>
        SendAsync(method, url, content, follow: false, headers);

    /// <summary>Fills in and sends a form of a page, with the hidden fields and the values that stand in it.</summary>
    public Task<TestPage> SubmitAsync(
        TestPage page, string form, Dictionary<string, string>? values = null, Dictionary<string, (string Name, byte[] Bytes, string Type)>? files = null, bool follow = true)
    {
        var element = page.Form(form);
        var fields = FieldsOf(element);
        foreach (var (name, value) in values ?? [])
        {
            fields.RemoveAll(field => field.Key == name);
            fields.Add(new(name, value));
        }

        var action = element.GetAttribute("action");
        var url = string.IsNullOrEmpty(action) ? page.Url : new Uri(new Uri(page.Url), action).ToString();
        if (string.Equals(element.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', fields.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value)));
            return GetAsync(new UriBuilder(url) { Query = query }.Uri.ToString(), follow);
        }

        if (element.GetAttribute("enctype") != "multipart/form-data")
        {
            return PostAsync(url, fields, follow);
        }

        var content = new MultipartFormDataContent();
        foreach (var field in fields)
        {
            content.Add(new StringContent(field.Value), field.Key);
        }

        foreach (var (name, file) in files ?? [])
        {
            var part = new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(file.Type);
            content.Add(part, name, file.Name);
        }

        return PostAsync(url, content, follow);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } input when input.IsChecked:
                    fields.Add(new(name, input.GetAttribute("value") ?? "on"));
                    break;
                case IHtmlInputElement { Type: not ("checkbox" or "radio" or "submit" or "button" or "file") } input:
                    fields.Add(new(name, input.Value ?? ""));
                    break;
                case IHtmlTextAreaElement area:
                    fields.Add(new(name, area.Value ?? ""));
                    break;
                case IHtmlSelectElement select:
                    fields.Add(new(name, select.Value ?? ""));
                    break;
            }
        }

        return fields;
    }

    private async Task<TestPage> SendAsync(HttpMethod method, string url, HttpContent? content, bool follow, params (string Name, string Value)[] headers)
    {
        for (var redirects = 0; redirects < 20; redirects++)
        {
            var address = new Uri(url);
            using var request = new HttpRequestMessage(method, address) { Content = content };
            foreach (var (name, value) in Headers.Select(header => (header.Key, header.Value)).Concat(headers))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            var jar = CookiesOf(address.Authority);
            if (jar.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", jar.Select(cookie => cookie.Key + "=" + cookie.Value)));
            }

            var response = await _client.SendAsync(request, CancellationToken.None);
            Keep(response, jar);
            if (follow && response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently or HttpStatusCode.SeeOther && follow)
            {
                url = new Uri(address, response.Headers.Location!).ToString();
                method = HttpMethod.Get;
                content = null;
                continue;
            }

            return new TestPage(response, url, await response.Content.ReadAsStringAsync());
        }

        throw new InvalidOperationException($"Too many redirects from {url}.");
    }

    private static void Keep(HttpResponseMessage response, Dictionary<string, string> jar)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines))
        {
            return;
        }

        foreach (var line in lines)
        {
            var pair = line.Split(';')[0];
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = (pair[..equals], pair[(equals + 1)..]);
            if (value.Length == 0 || line.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
            {
                jar.Remove(name);
            }
            else
            {
                jar[name] = value;
            }
        }
    }
}
