using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Statistiques;
using Beffroi.Portal.Features.Statistiques.Count;
using Beffroi.TestKit;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Statistiques;

/// <summary>Whatever happens to dossiers, in whatever order, and whenever it is counted: the roll-ups are what a full recount gives.</summary>
public sealed class CountTests : IAsyncLifetime
{
    private const string Insee = "50502";

    private TestAppliance _appliance = null!;
    private AgentAccess _agent = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync(Insee, "50095");
        _agent = await _appliance.AddAgentAsync("agent@exemple.fr", Role.CommuneAdmin, Insee, "50095");
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Fact]
    public async Task RollUps_AfterAnyActions_EqualAFullRecount()
    {
        // Each action is a number that says which, and one that says on what and how.
        var lives = new List<(int Act, int Seed)[]>();
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1_000_000]).Array[20, 45].Sample(life => lives.Add(life), iter: 12, threads: 1);
        foreach (var life in lives)
        {
            foreach (var (act, seed) in life)
            {
                await ActAsync(act, seed);
            }

            await CountAsync();
            await using var db = _appliance.Open(CommuneScope.One(Commune));
            Assert.Equal(await Recount.ExpectedAsync(db, _appliance.Services.GetRequiredService<DemarcheCatalogue>(), Commune), await Recount.CountedAsync(db, Commune));
        }

        await MediansAreExactAsync();
    }

    [Fact]
    public async Task Count_Again_ChangesNothing_AndGoesOnWhereItWas()
    {
        await _appliance.FileAsync(Insee);
        Assert.True(await CountAsync() > 0);
        await using var db = _appliance.Open(CommuneScope.One(Commune));
        var before = await Recount.CountedAsync(db, Commune);

        Assert.Equal(0, await CountAsync());

        Assert.Equal(before, await Recount.CountedAsync(db, Commune));
        Assert.Equal(await db.Ledgers.Select(row => row.Sequence).SingleAsync(Token), await db.StatisticsCursors.Select(row => row.Sequence).SingleAsync(Token));
    }

    [Fact]
    public async Task Count_OfManyLines_GoesInSteps_AndOneCommuneAtATime()
    {
        for (var i = 0; i < 180; i++)
        {
            await _appliance.FileAsync(Insee, i % 2 == 0 ? Channel.Web : Channel.Guichet, agent: i % 2 == 0 ? null : _agent);
        }

        await _appliance.FileAsync("50095");

        Assert.True(await CountAsync() > 0);

        await using var own = _appliance.Open(CommuneScope.One(Commune));
        Assert.Equal(180, await own.DayTallies.SumAsync(row => row.Filed, Token));
        await using var other = _appliance.Open(CommuneScope.One(_appliance.Commune("50095").Id));
        Assert.Equal(1, await other.DayTallies.SumAsync(row => row.Filed, Token));
    }

    [Fact]
    public async Task Count_OfADossierThatIsGone_StaysCounted()
    {
        var filed = await _appliance.FileAsync(Insee);
        await CountAsync();
        await _appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(Commune), async (db, token) =>
        {
            await db.Dossiers.Where(row => row.Id == filed.Id).ExecuteDeleteAsync(token);
        }, Token);
        await _appliance.FileAsync(Insee);
        await CountAsync();

        await using var read = _appliance.Open(CommuneScope.One(Commune));
        Assert.Equal(2, await read.DayTallies.SumAsync(row => row.Filed, Token));
    }

    [Fact]
    public void Quantile_IsTheSmallestDelayWithinWhichTheShareEnded() =>
        Gen.Int[0, 200].Array[1, 60].Sample(delays =>
        {
            var figures = DelayFigures.Of(delays.Select(days => (days, 1)))!;

            Assert.Equal(delays.Length, figures.Count);
            Assert.Equal(Recount.Quantile(delays, 0.5), figures.Median);
            Assert.Equal(Recount.Quantile(delays, 0.9), figures.P90);
        });

    private Guid Commune => _appliance.Commune(Insee).Id;

    private async Task<int> CountAsync() => await ActivatorUtilities.CreateInstance<CountDossiers>(_appliance.Services).RunAsync(Token);

    private async Task MediansAreExactAsync()
    {
        await using var db = _appliance.Open(CommuneScope.One(Commune));
        var today = DateOnly.FromDateTime(_appliance.Time.GetUtcNow().UtcDateTime);
        var figures = await _appliance.Services.GetRequiredService<StatReading>().ReadAsync(db, new StatQuestion([Commune], StatPeriod.LastMonths(today, 60)), Token);
        var ended = await db.DossierFacts.Where(row => row.TotalDays != null).Select(row => row.TotalDays!.Value).ToListAsync(Token);

        Assert.NotEmpty(ended);
        Assert.Equal(new DelayFigures(ended.Count, Recount.Quantile(ended, 0.5), Recount.Quantile(ended, 0.9)), figures.Delays[DelayKind.Total]);
        Assert.Equal(await db.Dossiers.CountAsync(Token), figures.Sums.Filed);
        Assert.False(figures.IsBehind);
    }

    private async Task ActAsync(int act, int seed)
    {
        try
        {
            await DoAsync(act, seed);
        }
        catch (DossierRuleException)
        {
            // An action that a rule refuses changes nothing: the next one comes.
        }
    }

    private async Task DoAsync(int act, int seed)
    {
        if (act == 0)
        {
            _appliance.Time.Shift(TimeSpan.FromHours(seed % 900));
            return;
        }

        if (act == 1)
        {
            await CountAsync();
            return;
        }

        await using var db = _appliance.Open(CommuneScope.One(Commune));
        var dossiers = await db.Dossiers.OrderBy(row => row.Numero).ToListAsync(Token);
        if (act <= 3 || dossiers.Count == 0)
        {
            var channel = (Channel)(seed % 6);
            await _appliance.FileAsync(Insee, channel, agent: channel == Channel.Web ? null : _agent);
            return;
        }

        // The youngest are the ones that are still open.
        var dossier = dossiers[Math.Max(0, dossiers.Count - 1 - (seed % 12))];
        var services = await db.Services.OrderBy(row => row.Code).ToListAsync(Token);
        await TreatAsync(act, seed, dossier, services[seed % services.Count].Id);
    }

    private Task<bool> TreatAsync(int act, int seed, Dossier dossier, Guid service)
    {
        var (numero, version) = (dossier.Numero, dossier.Version);
        return act switch
        {
            4 or 5 => Get<QualifyDossier>().RunAsync(new QualifyDossierCommand(numero, version, service, Priority.Normale), _agent, Token),
            6 or 7 => Get<DecideDossier>().RunAsync(new DecideDossierCommand(numero, version, (Outcome)(seed % 3), "Vu la demande."), _agent, Token),
            8 or 9 => Get<DeliverDossier>().RunAsync(new DeliverDossierCommand(numero, version, DeliveryMode.Guichet, "C’est fait.", null), _agent, Token),
            10 => Get<AnswerOnTheSpot>().RunAsync(numero, "Répondu.", _agent, Token),
            _ => Get<GiveSatisfaction>().RunAsync(new GiveSatisfactionCommand(dossier.CommuneId, dossier.Id, (Avis)(seed % 3), null), Token),
        };
    }

    private T Get<T>()
        where T : notnull => _appliance.Services.GetRequiredService<T>();
}
