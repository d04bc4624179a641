using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace Beffroi.Bench.Load;

/// <summary>What an agent does again and again: pages of each kind, one of them after another.</summary>
/// <param name="Cookie">The session at the issuer.</param>
/// <param name="Kinds">The kinds in the order in which they come, some more often than others.</param>
/// <param name="Pages">The addresses of each kind.</param>
internal sealed record AgentScript(string Cookie, IReadOnlyList<string> Kinds, IReadOnlyDictionary<string, IReadOnlyList<string>> Pages);

/// <summary>
/// Agents at the bureau, each signed in and with about a second of thought between two pages: <c>PORT SECONDS FILE</c>, the file holding an array of
/// <see cref="AgentScript"/>; says for each kind its name, pages, seconds, p99 ms, on a line each.
/// </summary>
internal static class AgentLoad
{
    private static readonly TimeSpan s_thought = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(string[] arguments)
    {
        var scripts = JsonSerializer.Deserialize<AgentScript[]>(await File.ReadAllTextAsync(arguments[2]))!;
        var bureau = new Uri($"http://bureau.beffroi.localhost:{arguments[0]}");
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(System.Net.IPAddress.Loopback, bureau.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        var sessions = new List<string>();
        foreach (var script in scripts)
        {
            sessions.Add(await SignInLoad.SignInAsync(client, new Uri(bureau, "/connexion?suite=/dossiers"), script.Cookie, "__Host-beffroi"));
        }

        var seconds = double.Parse(arguments[1], CultureInfo.InvariantCulture);
        var runs = scripts.SelectMany(script => script.Kinds).Distinct(StringComparer.Ordinal)
            .ToDictionary(kind => kind, _ => new LoadRun(seconds, long.MaxValue), StringComparer.Ordinal);
        await Task.WhenAll(scripts.Select((script, place) => WorkAsync(client, bureau, script, sessions[place], runs)));
        foreach (var (kind, run) in runs)
        {
            Console.WriteLine($"{kind} {run.Summary()}");
        }
    }

    private static async Task WorkAsync(HttpMessageInvoker client, Uri bureau, AgentScript script, string session, Dictionary<string, LoadRun> runs)
    {
        await Task.Delay(s_thought * Random.Shared.NextDouble());
        var step = Random.Shared.Next(script.Kinds.Count);
        while (script.Kinds[step++ % script.Kinds.Count] is var kind && runs[kind].Goes)
        {
            var pages = script.Pages[kind];
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bureau, pages[Random.Shared.Next(pages.Count)]));
            request.Headers.TryAddWithoutValidation("Cookie", session);
            var start = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request, CancellationToken.None);
            var page = await response.Content.ReadAsStringAsync();
            runs[kind].Count(start);
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{request.RequestUri} answered {(int)response.StatusCode}: {page}");
            }

            await Task.Delay(s_thought * (0.5 + Random.Shared.NextDouble()));
        }
    }
}
