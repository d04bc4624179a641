using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests;

/// <summary>A fresh install in production: it starts, waits, and is closed to the network until an operator exists.</summary>
public sealed class FirstStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-premier-").FullName;
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    public void Dispose()
    {
        _handler.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Serve_BeforeSetup_AnswersAWaitingPageAndListensOnLoopbackOnly()
    {
        var port = FreePort.Find();
        using var serving = BareCommand.Start(new Dictionary<string, string>(), "serve", "--data", _folder, "--base", $"beffroi.localhost:{port}", "--listen", $"0.0.0.0:{port}");
        try
        {
            await ReadyAsync($"http://127.0.0.1:{port}");

            foreach (var host in (string[])["beffroi.localhost", "bureau.beffroi.localhost", "sso.beffroi.localhost", "autre.exemple.fr", "127.0.0.1"])
            {
                var answer = await GetAsync($"http://127.0.0.1:{port}/connexion", $"{host}:{port}");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
                Assert.Contains("beffroi setup", answer.Body, StringComparison.Ordinal);
                var health = await GetAsync($"http://127.0.0.1:{port}/sante/live", $"{host}:{port}");
                Assert.Equal(host == "autre.exemple.fr" ? HttpStatusCode.MisdirectedRequest : HttpStatusCode.OK, health.Status);
            }

            Assert.Equal(["0100007F"], Listening(port));

            var (code, _, error) = await BareCommand.RunAsync(
                "setup", "--data", _folder, "--config", ConfigFile(port), "--nom", "Syndicat", "--operateur", "op@exemple.fr", "--communes", "50502");
            Assert.True(code == 0, error);
            await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync($"http://127.0.0.1:{port}/", $"saint-lo.beffroi.localhost:{port}")).Status);
        }
        finally
        {
            await StopAsync(serving);
        }

        var logs = string.Concat(Directory.EnumerateFiles(Path.Combine(_folder, "logs")).Select(File.ReadAllText));
        Assert.Contains("No operator exists yet", logs, StringComparison.Ordinal);

        using var again = BareCommand.Start(new Dictionary<string, string>(), "serve", "--data", _folder, "--base", $"beffroi.localhost:{port}", "--listen", $"0.0.0.0:{port}");
        try
        {
            await ReadyAsync($"http://127.0.0.1:{port}");
            Assert.Equal(["00000000"], Listening(port));
        }
        finally
        {
            await StopAsync(again);
        }
    }

    [Fact]
    public async Task Serve_WithItsOwnCertificate_TakesTheRenewedOneWithoutARestart()
    {
        var port = FreePort.Find();
        var (certificate, key) = (Path.Combine(_folder, "c.pem"), Path.Combine(_folder, "k.pem"));
        await MakeCertificateAsync("un.exemple.fr", certificate, key);
        var environment = new Dictionary<string, string> { ["BEFFROI__Scheme"] = "https", ["BEFFROI__Tls__Certificate"] = certificate, ["BEFFROI__Tls__Key"] = key };
        string? subject = null;
#pragma warning disable MA0039 // The certificate is the test's own, made a second ago; what is looked at is its name.
        _handler.ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
        {
            subject = shown?.Subject;
            return true;
        };
#pragma warning restore MA0039
        using var serving = BareCommand.Start(environment, "serve", "--data", _folder, "--base", $"beffroi.localhost:{port}", "--listen", $"127.0.0.1:{port}");
        try
        {
            await ReadyAsync($"https://127.0.0.1:{port}");
            Assert.Equal("CN=un.exemple.fr", subject);

            await MakeCertificateAsync("deux.exemple.fr", certificate, key);
            for (var tries = 0; tries < 40 && subject != "CN=deux.exemple.fr"; tries++)
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
                await GetAsync($"https://127.0.0.1:{port}/sante/live", $"127.0.0.1:{port}");
            }

            Assert.Equal("CN=deux.exemple.fr", subject);
        }
        finally
        {
            await StopAsync(serving);
        }
    }

    private string ConfigFile(int port)
    {
        var path = Path.Combine(_folder, "beffroi.json");
        File.WriteAllText(path, $"{{ \"Base\": \"beffroi.localhost:{port}\" }}");
        return path;
    }

    private static async Task MakeCertificateAsync(string name, string certificate, string key)
    {
        using var pair = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        using var made = new System.Security.Cryptography.X509Certificates.CertificateRequest($"CN={name}", pair, System.Security.Cryptography.HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());
        await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem());
    }

    // Each request has a connection of its own, so that each sees the certificate of the moment.
    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string url, string host)
    {
        using var client = new HttpMessageInvoker(_handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Host = host, ConnectionClose = true } };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task ReadyAsync(string address)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            try
            {
                if ((await GetAsync(address + "/sante/ready", new Uri(address).Authority)).Status == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The appliance did not become ready.");
    }

    private static async Task StopAsync(System.Diagnostics.Process process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    // The local addresses that listen on a port, in the kernel's own writing: proc_pid_net(5).
    private static string[] Listening(int port) =>
        [.. File.ReadLines("/proc/net/tcp").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 3 && fields[3] == "0A" && fields[1].EndsWith(":" + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .Select(fields => fields[1].Split(':')[0])];
}
