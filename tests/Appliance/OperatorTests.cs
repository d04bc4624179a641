using System.Net;
using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.Appliance.Tests;

/// <summary>What an operator is given to find out what happened.</summary>
public sealed class OperatorTests
{
    [Fact]
    public async Task ErrorPage_OfACachedPageThatFailed_ShowsTheReferenceOfTheExceptionInTheLogFile()
    {
        await using var appliance = await TestAppliance.StartAsync(adjust: builder =>
            builder.Services.Replace(ServiceDescriptor.Scoped<OfferedDemarches>(_ => throw new InvalidOperationException("provoked"))));
        await AddCommuneAsync(appliance);
        using var browser = appliance.Browse();

        var page = await browser.GetAsync(appliance.Url("saint-lo", "/demarches"));

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        var reference = page.TextOf("reference");
        List<JsonElement> lines = [];
        for (var i = 0; i < 50 && lines.Count == 0; i++)
        {
            // The line is written once the page has left.
            await Task.Delay(100, TestContext.Current.CancellationToken);
            lines = [.. ReadLog(appliance.Settings.Logs).Where(line => IdOf(line) == reference)];
        }

        Assert.Contains(lines, line => line.TryGetProperty("@x", out var exception) && exception.GetString()!.Contains("provoked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ErrorPage_AskedForByItsAddress_ShowsNoReference()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await AddCommuneAsync(appliance);
        using var browser = appliance.Browse();

        Assert.Null((await browser.GetAsync(appliance.Url("saint-lo", "/erreur/500"))).Find("reference"));
    }

    [Fact]
    public async Task Metrics_OfJobs_AreNamedWithoutRepeatingThePrefix()
    {
        var port = FreePort.Find();
        await using var appliance = await TestAppliance.StartAsync(runsJobs: true, configure: settings => settings.Metrics = $"127.0.0.1:{port}");
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        var text = "";
        for (var i = 0; i < 100 && !text.Contains("beffroi_jobs_runs{", StringComparison.Ordinal); i++)
        {
            appliance.Services.GetRequiredService<CourrielNudge>().Now();
            await Task.Delay(200, TestContext.Current.CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/metrics");
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("beffroi_jobs_runs{", text);
        Assert.Contains("beffroi_jobs_duration_bucket{", text);
        Assert.DoesNotMatch("beffroi[a-z_]*_beffroi", text);
    }

    private static async Task AddCommuneAsync(TestAppliance appliance)
    {
        var register = appliance.Services.GetRequiredService<CommuneRegister>();
        await appliance.Services.GetRequiredService<AddCommune>().RunAsync(register.Find("50502")!, new(), TestContext.Current.CancellationToken);
        await appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();
    }

    private static List<JsonElement> ReadLog(string folder)
    {
        var lines = new List<JsonElement>();
        foreach (var path in Directory.GetFiles(folder, "beffroi-*.json"))
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            while (reader.ReadLine() is { } line)
            {
                lines.Add(JsonDocument.Parse(line).RootElement);
            }
        }

        return lines;
    }

    private static string? IdOf(JsonElement line) => line.TryGetProperty("RequestId", out var id) ? id.GetString() : null;
}
