using System.Net;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Site;

/// <summary>A commune on its own domain: first class, or a former address that redirects.</summary>
public sealed class OwnDomainTests
{
    [Fact]
    public async Task OwnDomain_ServesTheCommune_AndAFormerOneRedirects()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        var commune = appliance.Commune("50502");
        await appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            db.CommuneHosts.Add(new CommuneHost { Host = "mairie-saint-lo.exemple.fr", CommuneId = commune.Id });
            db.CommuneHosts.Add(new CommuneHost { Host = "ancien.exemple.fr", CommuneId = commune.Id, Redirects = true });
            await db.SaveChangesAsync(token);
        });
        await appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();

        using var browser = appliance.Browse();
        browser.Headers["Host"] = "mairie-saint-lo.exemple.fr";
        var own = await browser.GetAsync(appliance.Url("", "/"));
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Contains("Saint-Lô", own.Html.Title, StringComparison.Ordinal);

        browser.Headers["Host"] = "ancien.exemple.fr";
        var former = await browser.GetAsync(appliance.Url("", "/pratique?x=1"), follow: false);
        Assert.Equal(HttpStatusCode.MovedPermanently, former.Status);
        Assert.Equal(appliance.Url("saint-lo", "/pratique?x=1"), former.Headers.Location!.ToString());
    }
}
