using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Objectifs;

/// <summary>The bureau's appliance on a Tuesday morning, with what the tests of targets do again and again.</summary>
public sealed class ObjectifWorld : IAsyncLifetime
{
    public const string SaintLo = BureauFixture.SaintLo;
    public const string Canisy = BureauFixture.Canisy;

    public BureauFixture Bureau { get; } = new();

    public IServiceProvider Services => Bureau.Appliance.Services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Bureau.InitializeAsync();
        // Ten in the morning in Paris, on a Tuesday of 2026 without holiday near.
        MoveTo(new DateTime(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc));
    }

    public ValueTask DisposeAsync() => Bureau.DisposeAsync();

    public void MoveTo(DateTime utc) => Bureau.Appliance.Time.MoveTo(new DateTimeOffset(utc));

    public DateTime Now => Bureau.Appliance.Time.GetUtcNow().UtcDateTime;

    public PortalDb Open(string insee = SaintLo) => Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(insee)));

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A person who works there, as the code knows them.</summary>
    public async Task<AgentAccess> AgentAsync(Role role, string insee = SaintLo, string? service = null)
    {
        var (courriel, sub) = service is null ? await Bureau.AddPersonAsync(role, insee) : await Bureau.AddPersonAsync(null);
        if (service is not null)
        {
            await Get<InviteAgent>().RunAsync(new InviteAgentCommand(courriel, "Dominique Exemple", Bureau.CommuneId(insee), role, service), Token);
        }

        return (await Get<AgentDirectory>().FindAsync(sub, Token))!;
    }

    public Task<TestBrowser> SignInAsync(AgentAccess agent) => Bureau.SignInAsync(agent.Courriel);

    /// <summary>Sets a target in place of all those of the commune.</summary>
    public async Task<Guid> AimAsync(ObjectifForm form, string insee = SaintLo, bool alone = true)
    {
        var commune = Bureau.CommuneId(insee);
        if (alone)
        {
            await Get<PortalWrites>().RunAsync(CommuneScope.One(commune), (db, token) => db.Objectifs.ExecuteDeleteAsync(token), Token);
        }

        Assert.Empty((await Get<KeepObjectif>().RunAsync(new KeepObjectifCommand(commune, null, form), Token))!);
        await using var db = Open(insee);
        return (await db.Objectifs.OrderByDescending(row => row.Id).FirstAsync(Token)).Id;
    }

    public Task<Guid> AimAsync(Phase phase, int days, int before = 0) => AimAsync(new ObjectifForm { Phase = phase, Duree = $"{days}", Avant = before == 0 ? null : $"{before}" });

    public async Task<List<SuiviObjectif>> FollowedAsync(Guid dossierId, string insee = SaintLo)
    {
        await using var db = Open(insee);
        return await db.SuivisObjectifs.Where(row => row.DossierId == dossierId).OrderBy(row => row.BegunAt).ToListAsync(Token);
    }

    public async Task<Dossier> QualifyAsync(FiledDossier filed, AgentAccess agent, string service = "accueil")
    {
        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.True(await Get<QualifyDossier>().RunAsync(new QualifyDossierCommand(filed.Numero, dossier.Version, await Bureau.ServiceAsync(SaintLo, service), Priority.Normale), agent, Token));
        return await Bureau.DossierAsync(SaintLo, filed.Numero);
    }

    public RemindObjectifs Job(PortalWrites? writes = null) => writes is null
        ? ActivatorUtilities.CreateInstance<RemindObjectifs>(Services)
        : ActivatorUtilities.CreateInstance<RemindObjectifs>(Services, writes);

    public async Task<List<string>> MailsAsync(AgentAccess agent, string insee = SaintLo)
    {
        await using var db = Open(insee);
        return await db.Courriels.Where(row => row.Kind == "objectifs" && row.Destinataire == agent.Courriel).Select(row => row.Texte).ToListAsync(Token);
    }

    public static Dictionary<string, string> Days(DateOnly first, DateOnly last) => new()
    {
        ["Du.Jour"] = $"{first.Day}",
        ["Du.Mois"] = $"{first.Month}",
        ["Du.Annee"] = $"{first.Year}",
        ["Au.Jour"] = $"{last.Day}",
        ["Au.Mois"] = $"{last.Month}",
        ["Au.Annee"] = $"{last.Year}",
    };

    public DateOnly Today => FrenchDates.DayOf(Now);
}
