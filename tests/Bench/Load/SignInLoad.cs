using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Beffroi.Bench.Load;

/// <summary>
/// Signs in again and again as browsers that have a session at the issuer: <c>PORT CONNECTIONS SECONDS MAX START-URL
/// SSO-COOKIE PORTAL-COOKIE-NAME</c>; says flows, seconds, p99 ms. A flow that does not end with the portal's cookie is an error.
/// </summary>
internal static class SignInLoad
{
    public static async Task RunAsync(string[] arguments)
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var connections = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        var run = new LoadRun(double.Parse(arguments[2], CultureInfo.InvariantCulture), long.Parse(arguments[3], CultureInfo.InvariantCulture));
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (run.Goes)
            {
                var start = Stopwatch.GetTimestamp();
                await SignInAsync(client, new Uri(arguments[4]), arguments[5], arguments[6]);
                run.Count(start);
            }
        }));
        Console.WriteLine(run.Summary());
    }

    /// <summary>Signs in once and returns the cookies of the session.</summary>
    public static async Task<string> SignInAsync(HttpMessageInvoker client, Uri start, string issuerCookie, string portalCookie)
    {
        var (authorize, state) = await FollowAsync(client, start, null);
        var (back, _) = await FollowAsync(client, authorize, issuerCookie);
        var (_, session) = await FollowAsync(client, back, state);
        if (!session.Contains(portalCookie + "=", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"No session after {back}.");
        }

        return session;
    }

    private static async Task<(Uri Next, string Cookies)> FollowAsync(HttpMessageInvoker client, Uri url, string? cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (cookies is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        using var response = await client.SendAsync(request, CancellationToken.None);
        if (response.Headers.Location is not { } location)
        {
            throw new InvalidOperationException($"{url} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }

        var set = response.Headers.TryGetValues("Set-Cookie", out var lines) ? string.Join("; ", lines.Select(line => line.Split(';')[0])) : "";
        return (new Uri(url, location), set);
    }
}
