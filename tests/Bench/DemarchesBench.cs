using System.Diagnostics;
using System.Globalization;
using Beffroi.Appliance.Hosting;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Demarches.Publication;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench;

/// <summary>Forms filled in and filed with a photo, a form of 200 questions on one page for fifty people at once, and a new version that goes out to 1,500 communes with their own values.</summary>
internal static class DemarchesBench
{
    private const int Questions = 200;
    private const int Users = 50;
    private const int Communes = 1500;
    private const string Code = "formulaire-long";
    private const int Rounds = 3;

    public static async Task<BenchResult> RunAsync()
    {
        var data = Places.NewData("demarches");
        try
        {
            string host;
            List<double> waves;
            await using (var app = ServeAppliance.Build(data, Places.FreePort(), uncached: false))
            {
                await PrepareAsync(app.Services);
                waves = await WavesAsync(app.Services);
                host = app.Services.GetRequiredService<CommuneDirectory>().All[0].Slug;
            }

            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            var port = Places.FreePort();
            await using var server = await ServerProcess.StartAsync("appliance", data, Text(port));
            var pages = new List<Throughput>();
            // Until what a page runs through is compiled for good, which is a third of the processor's work before.
            await LoadAsync(server, port, host, "25");
            for (var round = 0; round < Rounds; round++)
            {
                pages.Add(await LoadAsync(server, port, host, "10"));
            }

            return new BenchResult("demarches",
            [
                await FormFilings.RunAsync(),
                BenchRow.Under($"page of {Questions} questions, {Users} people, p99", "ms", 50, [.. pages.Select(run => run.P99Ms)], []),
                BenchRow.Beside("the same, processor", "pages/CPU-s", [.. pages.Select(run => run.PerCpuSecond)], []),
                BenchRow.Under($"a version to {Communes} communes with a price of their own", "s", 30, waves, []),
            ],
            [
                $"{Users} connections, each asks for the page once a second on average, never kept in a cache; server on one core, load on the other: {(ServerProcess.Pins ? "yes" : "no (taskset is not there)")}",
                "a filing: the page checked and kept as a draft with its photo cleaned and flushed to the disk, then the dossier, two log lines, a mail and the ledger: two durable writes; the reference writes the same rows in one, and no file",
                "a wave: one step of the job over all communes, three-way merge of their values, one durable transaction, their kept pages dropped",
            ]);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static Task<Throughput> LoadAsync(ServerProcess server, int port, string host, string seconds) =>
        server.LoadAsync("people", Text(port), Text(Users), seconds, Text(long.MaxValue), $"{host}.beffroi.localhost:{port}", $"/demarches/{Code}/demande/questions");

    private static async Task PrepareAsync(IServiceProvider services)
    {
        await services.PrepareAsync();
        var add = services.GetRequiredService<AddCommune>();
        var register = services.GetRequiredService<CommuneRegister>();
        foreach (var source in new[] { "50", "22", "29", "35", "56" }.SelectMany(register.Departement).Take(Communes))
        {
            await add.RunAsync(source, new CommuneDetails(), CancellationToken.None);
        }

        await add.PublishAsync(CancellationToken.None);
        await PublishAsync(services, Long("1.0.0", "C’est gratuit."));
        await services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            foreach (var commune in services.GetRequiredService<CommuneDirectory>().All)
            {
                db.DemarcheAdoptions.Add(new DemarcheAdoption
                {
                    CommuneId = commune.Id,
                    Code = Code,
                    Version = "1.0.0",
                    AdoptedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
                    LocalValues = new LocalValues { Fees = new("12 €", "C’est gratuit.") }.Write(),
                });
            }

            await db.SaveChangesAsync(token);
        });
    }

    private static async Task<List<double>> WavesAsync(IServiceProvider services)
    {
        var (waves, seconds) = (services.GetRequiredService<DemarcheWaves>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            var version = $"1.{round}.0";
            await PublishAsync(services, Long(version, $"Tarif {round}."));
            await waves.BeginAsync(Code, version, 5000, CancellationToken.None);
            var clock = Stopwatch.StartNew();
            var moved = await waves.StepAsync(CancellationToken.None);
            seconds.Add(clock.Elapsed.TotalSeconds);
            if (moved != Communes)
            {
                throw new InvalidOperationException($"{moved} communes took the version.");
            }
        }

        return seconds;
    }

    private static async Task PublishAsync(IServiceProvider services, DemarcheDefinition definition)
    {
        var publish = services.GetRequiredService<PublishDemarche>();
        var revision = await publish.RecordAsync(CommuneScope.SyndicatId, definition, "bench", null, CancellationToken.None);
        await publish.PublishAsync(CommuneScope.SyndicatId, revision.Id, CancellationToken.None);
    }

    // Every kind that people meet, in turn; one in four depends on an answer before it.
    private static DemarcheDefinition Long(string version, string fees)
    {
        FieldKind[] kinds = [FieldKind.Text, FieldKind.Choice, FieldKind.Date, FieldKind.Yesno, FieldKind.Address, FieldKind.Number, FieldKind.Choices, FieldKind.Longtext];
        var fields = Enumerable.Range(0, Questions).Select(number => kinds[number % kinds.Length] is var kind && kind is FieldKind.Choice or FieldKind.Choices
            ? Field(number, kind) with { Options = [.. Enumerable.Range(1, 5).Select(option => new ChoiceOption { Value = $"reponse-{option}", Label = $"Réponse {option}" })] }
            : Field(number, kind));
        var contact = DemarcheCatalogue.Load().Find("contact-mairie")!;
        return contact with
        {
            Code = Code,
            Version = version,
            Fees = fees,
            Starter = false,
            Pieces = [],
            Documents = [],
            Pages = [new() { Id = "questions", Title = "Deux cents questions", Sections = [new() { Fields = [.. fields] }] }],
        };
    }

    private static FieldDefinition Field(int number, FieldKind kind) => new()
    {
        Id = $"question-{number}",
        Kind = kind,
        Label = $"Question {number}",
        Hint = "Par exemple une réponse",
        Optional = true,
        When = number % 4 == 3 ? new Condition { Not = new Condition { Field = "question-0", EqualTo = "jamais" } } : null,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
