using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Web.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>
/// Two agents on one dossier, whatever they do and whenever: each acts on the dossier as they last saw it. No action is lost, none that was built on an
/// older state goes through, the dossier is never in a phase that its log does not lead to, and the log holds.
/// </summary>
public sealed class InterleavingTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    private const string Insee = BureauFixture.SaintLo;

    // What each action that carries the state it was built on leaves in the log.
    private static readonly string?[] s_kinds =
        [EventKinds.PriseEnCharge, EventKinds.Attribuee, EventKinds.Qualifiee, EventKinds.PieceDemandee, EventKinds.PiecesApportees, EventKinds.Decidee, EventKinds.Delivree, null, null];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyInterleaving_LosesNothing_AndNeverReachesAnImpossiblePhase()
    {
        var one = await AgentAsync();
        var other = await AgentAsync();
        var lives = new List<((int Act, bool Looks, int Waits)[] One, (int Act, bool Looks, int Waits)[] Other)>();
        var step = Gen.Select(Gen.Int[0, s_kinds.Length - 1], Gen.Bool, Gen.Int[0, 3]);
        Gen.Select(step.Array[6, 14], step.Array[6, 14]).Sample(life => lives.Add(life), iter: 30, threads: 1);
        var (stale, done) = (0, 0);
        foreach (var (first, second) in lives)
        {
            var filed = await bureau.FileAsync(Insee);
            var service = await bureau.ServiceAsync(Insee, "accueil");
            var results = await Task.WhenAll(
                Task.Run(() => LiveAsync(filed.Numero, one, other, service, first), Token), Task.Run(() => LiveAsync(filed.Numero, other, one, service, second), Token));
            List<Done> acted = [.. results.SelectMany(result => result.Done)];
            await AssertWholeAsync(filed.Id, acted);
            (stale, done) = (stale + results.Sum(result => result.Stale), done + acted.Count);
        }

        // Both ends were met: actions that went through, and actions that came too late.
        Assert.True(stale > 20 && done > 60, $"{done} done, {stale} stale");
        Assert.True((await bureau.Appliance.Services.GetRequiredService<VerifyLog>().RunAsync(bureau.Appliance.Commune(Insee), Token)).Holds);
    }

    private async Task AssertWholeAsync(Guid id, List<Done> acted)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(Insee)));
        var dossier = await db.Dossiers.SingleAsync(row => row.Id == id, Token);
        var lines = await db.DossierEvents.Where(row => row.DossierId == id).OrderBy(row => row.Sequence).ToListAsync(Token);

        // Of two actions built on one state, one went through.
        List<int> versions = [.. acted.Where(done => done.Version is not null).Select(done => done.Version!.Value)];
        Assert.Equal(versions.Distinct().Count(), versions.Count);

        // Each that was said to be done is in the log, once, and nothing else is.
        foreach (var kind in s_kinds.OfType<string>())
        {
            Assert.Equal(acted.Count(done => s_kinds[done.Act] == kind), lines.Count(line => line.Kind == kind));
        }

        var texts = await db.Messages.Where(row => row.DossierId == id).Select(row => row.Body).ToListAsync(Token);
        Assert.All(acted.Where(done => done.Text is not null), done => Assert.Single(texts, text => text == done.Text));

        var (phase, agent, waits) = Replay(lines);
        Assert.Equal((phase, agent, waits), (dossier.Phase, dossier.AgentId, dossier.AttendUsager));
        Assert.Equal(dossier.Phase == Phase.Cloture, dossier.ClosedAt is not null);
        Assert.Equal(dossier.Phase >= Phase.Delivrance, dossier.Outcome is not null);
        var asked = await db.PieceRequests.CountAsync(row => row.DossierId == id && row.ProducedAt == null, Token);
        Assert.True(dossier.AttendUsager ? asked == 1 : asked == 0 || dossier.Phase >= Phase.Delivrance);

        // Each mail that the log tells of is in the outbox, and no other.
        Assert.Equal(
            lines.Count(line => line.Kind == EventKinds.CourrielPrepare), await db.Courriels.CountAsync(row => row.DossierId == id, Token));
    }

    // The rules of the phases, written once more.
    private static (Phase Phase, Guid? Agent, bool Waits) Replay(List<DossierEvent> lines)
    {
        var (phase, agent, waits) = (Phase.Reception, (Guid?)null, false);
        foreach (var line in lines)
        {
            switch (line.Kind)
            {
                case EventKinds.PriseEnCharge or EventKinds.Attribuee:
                    Assert.NotEqual(Phase.Cloture, phase);
                    phase = phase == Phase.Reception ? Phase.Qualification : phase;
                    agent = line.Kind == EventKinds.PriseEnCharge
                        ? line.ActorId
                        : System.Text.Json.JsonDocument.Parse(line.Data).RootElement.GetProperty("agent").GetGuid();
                    break;
                case EventKinds.Qualifiee:
                    Assert.True(phase is Phase.Reception or Phase.Qualification);
                    phase = Phase.Traitement;
                    break;
                case EventKinds.PieceDemandee:
                    Assert.True(phase < Phase.Delivrance && !waits);
                    (phase, waits) = (phase == Phase.Reception ? Phase.Qualification : phase, true);
                    break;
                case EventKinds.PiecesApportees:
                    Assert.NotEqual(Phase.Cloture, phase);
                    waits = false;
                    break;
                case EventKinds.Decidee:
                    Assert.Equal(Phase.Traitement, phase);
                    (phase, waits) = (Phase.Delivrance, false);
                    break;
                case EventKinds.Delivree:
                    Assert.Equal(Phase.Delivrance, phase);
                    phase = Phase.Cloture;
                    break;
                default:
                    break;
            }
        }

        return (phase, agent, waits);
    }

    private async Task<(List<Done> Done, int Stale)> LiveAsync(
        string numero, AgentAccess agent, AgentAccess colleague, Guid service, (int Act, bool Looks, int Waits)[] life)
    {
        var (done, stale) = (new List<Done>(), 0);
        var version = (await bureau.DossierAsync(Insee, numero)).Version;
        foreach (var (act, looks, waits) in life)
        {
            if (looks)
            {
                version = (await bureau.DossierAsync(Insee, numero)).Version;
            }

            await Task.Delay(waits, Token);
            var text = $"{agent.Sub:N} {act} {Guid.CreateVersion7():N}";
            try
            {
                Assert.True(await ActAsync(act, numero, version, agent, colleague, service, text));
                done.Add(new Done(act, s_kinds[act] is null ? null : version, s_kinds[act] is null ? text : null));
            }
            catch (StaleDossierException)
            {
                stale++;
            }
            catch (DossierRuleException)
            {
                // Refused with words: nothing changed, as the log will tell.
            }
        }

        return (done, stale);
    }

    private Task<bool> ActAsync(int act, string numero, int version, AgentAccess agent, AgentAccess colleague, Guid service, string text)
    {
        var today = FrenchDates.DayOf(bureau.Appliance.Time.GetUtcNow().UtcDateTime);
        return act switch
        {
            0 => Get<AssignDossier>().TakeAsync(numero, version, agent, Token),
            1 => Get<AssignDossier>().GiveAsync(numero, version, colleague.Sub, agent, Token),
            2 => Get<QualifyDossier>().RunAsync(new QualifyDossierCommand(numero, version, service, Priority.Haute), agent, Token),
            3 => Get<AskPieces>().RunAsync(new AskPiecesCommand(numero, version, "Un justificatif", today.AddDays(20)), agent, Token),
            4 => Get<ReceivePieces>().RunAsync(new ReceivePiecesCommand(numero, version, today, text, []), agent, Token),
            5 => Get<DecideDossier>().RunAsync(new DecideDossierCommand(numero, version, Outcome.Favorable, text), agent, Token),
            6 => Get<DeliverDossier>().RunAsync(new DeliverDossierCommand(numero, version, DeliveryMode.EnLigne, text, null), agent, Token),
            7 => Get<WriteToUsager>().NoteAsync(numero, text, agent, Token),
            _ => Get<WriteToUsager>().SendAsync(numero, text, null, agent, Token),
        };
    }

    private T Get<T>()
        where T : notnull => bureau.Appliance.Services.GetRequiredService<T>();

    private async Task<AgentAccess> AgentAsync()
    {
        var (_, sub) = await bureau.AddPersonAsync(Role.CommuneAdmin, Insee);
        return (await Get<AgentDirectory>().FindAsync(sub, Token))!;
    }

    /// <summary>An action that went through, the state it was built on and the text it left.</summary>
    private sealed record Done(int Act, int? Version, string? Text);
}
