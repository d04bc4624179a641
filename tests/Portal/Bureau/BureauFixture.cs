using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Bureau;

/// <summary>An appliance with two communes and people who work there, reached over real HTTP.</summary>
public sealed class BureauFixture : IAsyncLifetime
{
    public const string SaintLo = "50502";
    public const string Canisy = "50095";

    /// <summary>A commune as <c>beffroi commune add</c> leaves it: nobody has typed a phone.</summary>
    public const string Dangy = "50159";
    private const string Password = "girafe-lampion-huitre-quai";
    private int _people;

    public TestAppliance Appliance { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Appliance = await TestAppliance.StartAsync();
        var register = Appliance.Services.GetRequiredService<CommuneRegister>();
        var add = Appliance.Services.GetRequiredService<AddCommune>();
        foreach (var insee in (string[])[SaintLo, Canisy])
        {
            await add.RunAsync(register.Find(insee)!, new CommuneDetails(Courriel: "mairie@exemple.fr", Telephone: "02 33 00 00 00", Adresse: "1 place de la Mairie"), CancellationToken.None);
        }

        await add.RunAsync(register.Find(Dangy)!, new CommuneDetails(), CancellationToken.None);
        await add.PublishAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Appliance.DisposeAsync();

    public string Url(string path) => Appliance.Url("bureau", path);

    public Guid CommuneId(string insee) => Appliance.Commune(insee).Id;

    /// <summary>A person with a password and, unless no role is said, a role in each commune.</summary>
    public async Task<(string Courriel, Guid Sub)> AddPersonAsync(Role? role, params string[] communes)
    {
        var courriel = $"agent{Interlocked.Increment(ref _people)}@exemple.fr";
        var account = await Appliance.AddAccountAsync(courriel, "Dominique Exemple", Password);
        var invite = Appliance.Services.GetRequiredService<InviteAgent>();
        if (role == Role.SyndicatOperateur)
        {
            await invite.RunAsync(new InviteAgentCommand(courriel, "Dominique Exemple", CommuneScope.SyndicatId, role.Value), CancellationToken.None);
        }

        foreach (var insee in communes)
        {
            await invite.RunAsync(new InviteAgentCommand(courriel, "Dominique Exemple", CommuneId(insee), role!.Value), CancellationToken.None);
        }

        return (courriel, account.Id);
    }

    /// <summary>A browser in which the person is signed in on the bureau.</summary>
    public async Task<TestBrowser> SignInAsync(string courriel)
    {
        var browser = Appliance.Browse();
        var first = await browser.GetAsync(Url("/connexion"));
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = courriel });
        await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = Password });
        return browser;
    }

    /// <summary>A signed-in browser of a new person.</summary>
    public async Task<TestBrowser> SignInAsync(Role? role, params string[] communes) => await SignInAsync((await AddPersonAsync(role, communes)).Courriel);

    /// <summary>A request filed on the commune's site.</summary>
    public Task<FiledDossier> FileAsync(string insee, string nom = "Modèle", string courriel = "camille.modele@exemple.fr") =>
        FileAsync(insee, nom, courriel, Channel.Web, null);

    /// <summary>A request that an agent took at the counter; no address unless one is said.</summary>
    public async Task<FiledDossier> FileAtCounterAsync(string insee, string courriel = "")
    {
        var (_, sub) = await AddPersonAsync(Role.Accueil, insee);
        return await FileAsync(insee, "Modèle", courriel, Channel.Guichet, await Appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(sub, CancellationToken.None));
    }

    private Task<FiledDossier> FileAsync(string insee, string nom, string courriel, Channel channel, AgentAccess? agent)
    {
        var answers = FormAnswers.Empty
            .With("objet", new TextAnswer("Éclairage de la place"))
            .With("message", new TextAnswer("Le lampadaire devant l’école est éteint."))
            .With("demandeur-nom", new TextAnswer(nom))
            .With("demandeur-prenom", new TextAnswer("Camille"))
            .With("courriel", new TextAnswer(courriel));
        return Appliance.Services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand
            {
                CommuneId = CommuneId(insee),
                Demarche = Appliance.Services.GetRequiredService<DemarcheCatalogue>().Find("contact-mairie")!,
                Answers = answers,
                Channel = channel,
                Agent = agent,
            },
            CancellationToken.None);
    }

    public async Task<Dossier> DossierAsync(string insee, string numero)
    {
        await using var db = Appliance.Open(CommuneScope.One(CommuneId(insee)));
        return await db.Dossiers.FirstAsync(row => row.Numero == numero);
    }

    public async Task<Guid> ServiceAsync(string insee, string code)
    {
        await using var db = Appliance.Open(CommuneScope.One(CommuneId(insee)));
        return await db.Services.Where(row => row.Code == code).Select(row => row.Id).FirstAsync();
    }

    /// <summary>The kinds of the mails of a dossier, in order, with their texts.</summary>
    public async Task<List<(string Kind, string Text)>> CourrielsAsync(string insee, Guid dossierId)
    {
        await using var db = Appliance.Open(CommuneScope.One(CommuneId(insee)));
        var rows = await db.Courriels.Where(row => row.DossierId == dossierId).OrderBy(row => row.CreatedAt).ToListAsync();
        return [.. rows.Select(row => (row.Kind, row.Texte))];
    }
}

/// <summary>One appliance for all tests of the bureau.</summary>
[CollectionDefinition(nameof(BureauSuite))]
public sealed class BureauSuite : ICollectionFixture<BureauFixture>;
