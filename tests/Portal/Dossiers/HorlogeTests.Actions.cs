using System.Net;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Dossiers;

// What agents do once silence has decided.
public sealed partial class HorlogeTests
{
    [Fact]
    public async Task Silence_ThatNoJobHasRecordedYet_IsRecordedByTheFirstAction_WhichIsAskedToReadIt()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;
        using (var before = await world.AgentAsync())
        {
            await world.QualifyAsync(before, filed.Numero);
            await before.SubmitAsync(await before.GetAsync(Bureau.Url("/dossiers/" + filed.Numero)), "prendre");
        }

        MoveTo(due.AddDays(3), new TimeOnly(9, 0));
        using var agent = await world.AgentAsync();
        var page = await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero));
        var refused = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Oui." });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Equal((SilenceEffect.Rejet, due, (DateTime?)null), (dossier.Implicite!.Value, dossier.ImpliciteLe!.Value, dossier.DecidedAt));
        await using var db = Bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        Assert.Equal(ActorKind.Appliance, (await db.DossierEvents.SingleAsync(row => row.DossierId == dossier.Id && row.Kind == EventKinds.DecisionImplicite, Token)).ActorKind);

        Assert.Equal(HttpStatusCode.OK, (await agent.SubmitAsync(refused, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Oui." })).Status);
        Assert.NotNull((await Bureau.DossierAsync(SaintLo, filed.Numero)).DecidedAt);
    }

    [Fact]
    public async Task Transfer_OnceSilenceHasDecided_IsNotOffered_AndIsRefused()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        using var agent = await world.AgentAsync();
        var page = await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero));
        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;
        await RunOnAsync(due.AddDays(1), new TimeOnly(0, 0, 1));

        Assert.Null((await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero))).Html.QuerySelector("form[data-form=transmettre]"));
        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Contains("a déjà décidé", Assert.Throws<DossierRuleException>(() => dossier.Transfer("À l’agglomération.", dossier.ReceivedAt)).Message, StringComparison.Ordinal);
        Assert.NotNull(page.Html.QuerySelector("form[data-form=transmettre]"));
    }
}
