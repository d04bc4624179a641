using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;

namespace Beffroi.Portal.Tests.Fusions;

/// <summary>What is proposed beside a dossier as perhaps the same request.</summary>
public sealed class HintTests(FusionWorld world) : IClassFixture<FusionWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hints_AreOpenRequestsOfTheCommuneThatSayTheSame()
    {
        var agent = await world.AgentAsync();
        await world.FileAsync("Lointaine", BureauFixture.Canisy);
        var joined = await world.FileAsync("Rejointe");
        var decided = await world.FileAsync("Decidee");
        await world.QualifyAsync(decided.Numero, agent);
        await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(decided.Numero, (await world.DossierAsync(decided.Numero)).Version, Outcome.Favorable, "Oui."), agent, Token);
        var near = await world.FileAsync("Proche");
        await world.JoinAsync(joined.Numero, near.Numero, agent);
        var shown = await world.FileAsync("Montree");
        using var browser = await world.Bureau.SignInAsync(agent.Courriel);

        var hints = (await browser.GetAsync(world.Bureau.Url("/dossiers/" + shown.Numero))).TextOf("doublons");

        Assert.Contains(near.Numero[6..], hints, StringComparison.Ordinal);
        Assert.Contains("mêmes mots", hints, StringComparison.Ordinal);
        Assert.Contains("« lampadaire »".Replace(' ', '\u00a0'), hints, StringComparison.Ordinal);
        foreach (var absent in new[] { joined, decided, shown })
        {
            Assert.DoesNotContain(absent.Numero[6..], hints, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Lointaine", hints, StringComparison.Ordinal);
    }
}
