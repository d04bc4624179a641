using System.Net;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests;

/// <summary>The question of the TLS proxy before it orders a certificate: is this host ours?</summary>
public sealed class HostQuestionTests : IAsyncLifetime
{
    private TestAppliance _appliance = null!;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync("50502");
        var commune = _appliance.Commune("50502");
        await _appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                db.CommuneHosts.Add(new CommuneHost { Host = "www.saint-lo.example", CommuneId = commune.Id });
                db.CommuneHosts.Add(new CommuneHost { Host = "ancien.saint-lo.example", CommuneId = commune.Id, Redirects = true });
                await db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        await _appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Theory]
    [InlineData("beffroi.localhost", 200)]
    [InlineData("bureau.beffroi.localhost", 200)]
    [InlineData("sso.beffroi.localhost", 200)]
    [InlineData("saint-lo.beffroi.localhost", 200)]
    [InlineData("SAINT-LO.Beffroi.localhost", 200)]
    [InlineData("www.saint-lo.example", 200)]
    [InlineData("ancien.saint-lo.example", 200)]
    [InlineData("canisy.beffroi.localhost", 403)]
    [InlineData("beffroi.localhost.example", 403)]
    [InlineData("localhost", 403)]
    [InlineData("a%00b", 403)]
    [InlineData("", 400)]
    [InlineData("%20", 400)]
    public async Task Ask_OnLoopback_SaysWhetherTheHostIsServed(string domain, int expected) =>
        Assert.Equal(expected, await AskAsync($"127.0.0.1:{_appliance.Port}", $"?domain={domain}"));

    [Fact]
    public async Task Ask_WithoutDomain_IsBadRequest() => Assert.Equal(400, await AskAsync($"localhost:{_appliance.Port}", ""));

    [Fact]
    public async Task Ask_CommuneAddedSinceTheStart_IsServed()
    {
        // Another process adds it: this one's directory is not told.
        var (code, _, error) = await ApplianceProcess.RunAsync(_appliance.Settings, "commune", "add", "50095");
        Assert.True(code == 0, error);

        Assert.Equal(200, await AskAsync($"127.0.0.1:{_appliance.Port}", "?domain=canisy.beffroi.localhost"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("saint-lo.")]
    [InlineData("bureau.")]
    [InlineData("sso.")]
    public async Task Ask_OnAPublicHost_IsNotFound(string label) =>
        Assert.Equal(404, await AskAsync(label + _appliance.Settings.Base, "?domain=saint-lo.beffroi.localhost"));

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Ask_ForAVisitorBehindTheProxy_IsNotFound(string scheme)
    {
        await using var appliance = await TestAppliance.StartAsync(configure: settings => settings.Scheme = scheme);

        Assert.Equal(200, await AskAsync($"localhost:{appliance.Port}", "?domain=beffroi.localhost", appliance));
        Assert.Equal(404, await AskAsync($"localhost:{appliance.Port}", "?domain=beffroi.localhost", appliance, "203.0.113.9"));
    }

    private async Task<int> AskAsync(string host, string query, TestAppliance? appliance = null, string? visitor = null)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{(appliance ?? _appliance).Port}/sante/hote{query}");
        request.Headers.Host = host;
        if (visitor is not null)
        {
            request.Headers.Add("X-Forwarded-For", visitor);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
