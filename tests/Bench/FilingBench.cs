using Beffroi.Appliance.Hosting;
using Beffroi.Bench.Bare;
using Beffroi.Bench.Load;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench;

/// <summary>Dossiers filed a second with receipt, log, outbox and ledger, beside bare EF Core inserts of the same rows; each acknowledged when durable.</summary>
internal static class FilingBench
{
    /// <summary>Callers, and communes, where there are many.</summary>
    internal const int Many = 64;

    public static async Task<BenchResult> RunAsync()
    {
        var (data, bareData) = (Places.NewData("filing"), Places.NewData("filing-bare"));
        try
        {
            await using var app = ServeAppliance.Build(data, Places.FreePort(), uncached: false);
            await using var bareApp = ServeAppliance.Build(bareData, Places.FreePort(), uncached: false);
            var communes = await PrepareAsync(app.Services);
            var bareCommunes = await PrepareAsync(bareApp.Services);
            var command = Command(app.Services, communes[0]);
            var bare = new BareFiling(Path.Combine(bareData, "portal.db"), bareCommunes, await SampleAsync(app.Services, command));
            var file = app.Services.GetRequiredService<FileDossier>();

            var rows = new List<BenchRow>
            {
                await Callers.CompareAsync("1 caller", 1, "dossiers/s", 0.6, Ours, bare.CallerAsync),
                await Callers.CompareAsync($"{Many} callers", Many, "dossiers/s", 1.0, Ours, bare.CallerAsync),
            };
            return new BenchResult("filing", rows,
            [
                $"both: SQLite in WAL, synchronous=FULL, the same five rows a dossier (dossier, two log lines, mail, ledger), {Many} communes, a caller a commune",
                "the reference: one context and one SaveChanges a dossier, a connection a caller, rows made beforehand but for keys, number and hash",
            ]);

            async Task<long> Ours(int caller, Func<bool> goes)
            {
                var count = 0L;
                while (goes())
                {
                    await file.RunAsync(command with { CommuneId = communes[caller].Id }, CancellationToken.None);
                    count++;
                }

                return count;
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
            Directory.Delete(bareData, recursive: true);
        }
    }

    /// <summary>An appliance with its communes.</summary>
    internal static async Task<List<Commune>> PrepareAsync(IServiceProvider services)
    {
        await services.PrepareAsync();
        var add = services.GetRequiredService<AddCommune>();
        foreach (var source in services.GetRequiredService<CommuneRegister>().Departement("50").Take(Many))
        {
            await add.RunAsync(source, new CommuneDetails(), CancellationToken.None);
        }

        var directory = services.GetRequiredService<CommuneDirectory>();
        await directory.RefreshAsync();
        return [.. directory.All];
    }

    private static FileDossierCommand Command(IServiceProvider services, Commune commune)
    {
        var demarche = services.GetRequiredService<DemarcheCatalogue>().All.First(definition => definition.Code == "contact-mairie");
        const string Answers =
            """
            {"demandeur-nom":"Exemple","demandeur-prenom":"Camille","courriel":"camille@exemple.fr","telephone":"0639980012",
            "objet":"Salle des fêtes","message":"Bonjour, la salle des fêtes est-elle libre le 14 juillet ? Nous serions une soixantaine. Merci."}
            """;
        var context = new FormContext(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), commune.Nom, commune.Liaison);
        return new FileDossierCommand
        {
            CommuneId = commune.Id,
            Demarche = demarche,
            Answers = FormAnswers.Read(Answers, demarche, context),
            Channel = Channel.Web,
        };
    }

    /// <summary>Files one dossier and reads its rows, which the reference then writes again and again.</summary>
    private static async Task<FilingSample> SampleAsync(IServiceProvider services, FileDossierCommand command)
    {
        var filed = await services.GetRequiredService<FileDossier>().RunAsync(command, CancellationToken.None);
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.One(command.CommuneId));
        return new FilingSample(
            await db.Dossiers.FirstAsync(row => row.Id == filed.Id),
            await db.DossierEvents.Where(row => row.DossierId == filed.Id).OrderBy(row => row.Sequence).ToListAsync(),
            await db.Courriels.FirstAsync(row => row.DossierId == filed.Id),
            Draft: null,
            Piece: null);
    }
}
