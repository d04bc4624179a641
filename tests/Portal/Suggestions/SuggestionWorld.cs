using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Suggestions;

/// <summary>An appliance whose requests are filed, qualified and ended in one line.</summary>
public sealed class SuggestionWorld : IAsyncLifetime
{
    public const string SaintLo = "50502";
    public const string Canisy = "50095";

    public TestAppliance Appliance { get; private set; } = null!;

    public AgentAccess Agent { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Appliance = await TestAppliance.StartAsync();
        await Appliance.AddCommunesAsync(SaintLo, Canisy);
        Agent = await Appliance.AddAgentAsync("agent@exemple.fr", Role.CommuneAdmin, SaintLo, Canisy);
    }

    public ValueTask DisposeAsync() => Appliance.DisposeAsync();

    public T Get<T>()
        where T : notnull => Appliance.Services.GetRequiredService<T>();

    public Guid Commune(string insee = SaintLo) => Appliance.Commune(insee).Id;

    public Task<FiledDossier> FileAsync(string message, string insee = SaintLo, string demarche = "contact-mairie", string nom = "Modèle") => Get<FileDossier>().RunAsync(
        new FileDossierCommand
        {
            CommuneId = Commune(insee),
            Demarche = Get<DemarcheCatalogue>().Find(demarche)!,
            Answers = FormAnswers.Empty.With("message", new TextAnswer(message)).With("description", new TextAnswer(message)).With("demandeur-nom", new TextAnswer(nom)).With("demandeur-prenom", new TextAnswer("Camille")),
            Channel = Channel.Web,
        },
        CancellationToken.None);

    public async Task<Dossier> DossierAsync(string numero)
    {
        await using var db = Appliance.Open(CommuneScope.One(Commune(numero[..5])));
        return await db.Dossiers.FirstAsync(row => row.Numero == numero);
    }

    public async Task<Guid> ServiceAsync(string code, string insee = SaintLo)
    {
        await using var db = Appliance.Open(CommuneScope.One(Commune(insee)));
        return await db.Services.Where(row => row.Code == code).Select(row => row.Id).FirstAsync();
    }

    public async Task QualifyAsync(string numero, string service) => await Get<QualifyDossier>().RunAsync(
        new QualifyDossierCommand(numero, (await DossierAsync(numero)).Version, await ServiceAsync(service, numero[..5]), Priority.Normale), Agent, CancellationToken.None);

    public async Task EndAsync(string numero)
    {
        await Get<DecideDossier>().RunAsync(new DecideDossierCommand(numero, (await DossierAsync(numero)).Version, Outcome.Reponse, "Voici la réponse."), Agent, CancellationToken.None);
        await Get<DeliverDossier>().RunAsync(new DeliverDossierCommand(numero, (await DossierAsync(numero)).Version, DeliveryMode.Guichet, "C’est fait.", null), Agent, CancellationToken.None);
    }

    /// <summary>Past requests about one thing, each with a word of its own.</summary>
    public async Task TeachAsync(string message, string service, int times, string insee = SaintLo)
    {
        for (var i = 0; i < times; i++)
        {
            var filed = await FileAsync(message, insee);
            await QualifyAsync(filed.Numero, service);
            await EndAsync(filed.Numero);
        }
    }

    public Task<int> LearnAsync() => ActivatorUtilities.CreateInstance<LearnSuggestions>(Appliance.Services).RunAsync(CancellationToken.None);

    public async Task<ShownSuggestion?> SuggestAsync(string numero, SuggestionKind kind = SuggestionKind.Service)
    {
        await using var db = Appliance.Open(CommuneScope.One(Commune(numero[..5])));
        return await Get<ReadSuggestions>().OfAsync(db, await DossierAsync(numero), kind, CancellationToken.None);
    }

    public async Task<List<SuggestionCount>> CountsAsync(string insee = SaintLo)
    {
        await using var db = Appliance.Open(CommuneScope.One(Commune(insee)));
        return await db.SuggestionCounts.AsNoTracking().ToListAsync();
    }
}
