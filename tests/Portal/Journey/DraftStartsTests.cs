using System.Net;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Journey;

public sealed class DraftStartsTests
{
    [Fact]
    public async Task Post_OneDraftTooManyFromANetwork_SaysWhenToTryAgainAndKeepsWhatWasTyped()
    {
        await using var appliance = await TestAppliance.StartAsync(configure: settings => settings.DraftsPerNetwork = 2);
        var add = appliance.Services.GetRequiredService<AddCommune>();
        await add.RunAsync(appliance.Services.GetRequiredService<CommuneRegister>().Find("50502")!, new(), TestContext.Current.CancellationToken);
        await add.PublishAsync(TestContext.Current.CancellationToken);
        var start = appliance.Url(appliance.Commune("50502").Slug, JourneyWorld.Demarche + "/demande");
        using var first = appliance.Browse();
        using var second = appliance.Browse();
        using var third = appliance.Browse();
        var document = await JourneyWorld.FillAsync(first, await first.GetAsync(start), JourneyWorld.Acte());
        await JourneyWorld.FillAsync(second, await second.GetAsync(start), JourneyWorld.Acte());

        var refused = await JourneyWorld.FillAsync(third, await third.GetAsync(start), JourneyWorld.Acte());
        var goesOn = await JourneyWorld.FillAsync(first, document, JourneyWorld.Document());
        var cached = await third.GetAsync(appliance.Url(appliance.Commune("50502").Slug, "/demarches"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Assert.Matches(@"Attendez \d+.minutes?", refused.TextOf("erreurs"));
        Assert.Equal("Modèle", refused.Html.QuerySelector("[name='f.nom']")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.OK, goesOn.Status);
        Assert.NotEqual(document.Url, goesOn.Url);
        Assert.Equal(HttpStatusCode.OK, cached.Status);
    }
}
