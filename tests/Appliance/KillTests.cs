using System.Collections.Concurrent;
using System.Net;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests;

/// <summary>What an acknowledgement is worth: the process is killed in the middle of a thousand submissions.</summary>
public sealed class KillTests
{
    private const int Submissions = 1000;

    [Fact]
    public async Task Kill_AmidAThousandSubmissions_LosesNothingThatWasAcknowledged()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-kill-").FullName;
        try
        {
            var settings = await PrepareAsync(folder);
            var acknowledged = await SubmitAndKillAsync(settings);
            Assert.InRange(acknowledged.Count, 1, Submissions);

            using (await ApplianceProcess.ServeAsync(settings))
            {
                // Every acknowledged browser finds its receipt again.
                await Parallel.ForEachAsync(acknowledged, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (filed, _) =>
                {
                    var receipt = await filed.GetAsync($"http://saint-lo.{settings.Base}/demarches/contact-mairie/demande/recu");
                    Assert.NotEmpty(receipt.TextOf("code-suivi"));
                });
                var (code, output, error) = await ApplianceProcess.RunAsync(settings, "log", "verify");
                Assert.True(code == 0, output + error);
            }

            await CheckMailsAsync(folder, acknowledged.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Stop_BySigterm_EndsCleanly()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-stop-").FullName;
        try
        {
            var settings = await PrepareAsync(folder);
            using var serving = await ApplianceProcess.ServeAsync(settings);

            Assert.Equal(0, await serving.StopAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ApplianceSettings> PrepareAsync(string folder)
    {
        await using var appliance = await TestAppliance.StartAsync(data: folder);
        await appliance.AddCommunesAsync("50502");
        return appliance.Settings;
    }

    private static async Task<List<TestBrowser>> SubmitAndKillAsync(ApplianceSettings settings)
    {
        using var serving = await ApplianceProcess.ServeAsync(settings);
        var checks = new ConcurrentBag<(TestBrowser Browser, TestPage Page)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Submissions), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var browser = new TestBrowser(int.Parse(settings.Listen.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
            checks.Add((browser, await FillAsync(browser, settings, i)));
        });

        var acknowledged = new ConcurrentBag<TestBrowser>();
        var sending = checks.Select(check => Task.Run(async () =>
        {
            try
            {
                var answer = await check.Browser.SubmitAsync(check.Page, "envoyer", follow: false);
                if (answer.Status is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
                {
                    acknowledged.Add(check.Browser);
                }
            }
            catch (HttpRequestException)
            {
                // Cut off by the kill: not acknowledged.
            }
        })).ToList();

        while (acknowledged.Count < Submissions / 3)
        {
            await Task.Delay(5);
        }

        serving.Kill();
        await Task.WhenAll(sending);
        return [.. acknowledged];
    }

    private static async Task<TestPage> FillAsync(TestBrowser browser, ApplianceSettings settings, int i)
    {
        var page = await browser.GetAsync($"http://saint-lo.{settings.Base}/demarches/contact-mairie/demande");
        var answers = new Dictionary<string, string>
        {
            ["f.objet"] = "Question " + i,
            ["f.message"] = "Bonjour.",
            ["f.demandeur-nom"] = "Modèle",
            ["f.demandeur-prenom"] = "Camille",
            ["f.courriel"] = $"usager{i}@exemple.fr",
            ["f.adresse.ligne1"] = "3 rue de l’Exemple",
            ["f.adresse.codepostal"] = "50000",
            ["f.adresse.ville"] = "Saint-Lô",
        };
        while (page.Html.QuerySelector("form[data-form=envoyer]") is null)
        {
            var form = page.Html.QuerySelector("form[data-form=demande]") ?? throw new InvalidOperationException($"No form on {page.Url}: {page.Text}");
            var fields = answers.Where(answer => form.QuerySelector($"[name='{answer.Key}']") is not null).ToDictionary();
            page = await browser.SubmitAsync(page, "demande", fields);
        }

        return page;
    }

    // After the restart the waiting mails leave; each request has one receipt, sent once or put aside for the operator.
    private static async Task CheckMailsAsync(string folder, int acknowledged)
    {
        await using var appliance = await TestAppliance.StartAsync(runsJobs: false, data: folder);
        appliance.Time.Shift(TimeSpan.FromMinutes(11));
        var runner = appliance.Services.GetRequiredService<Scheduler.Jobs.JobRunner>();
        var job = appliance.Services.GetRequiredService<Scheduler.Jobs.JobCatalogue>().Find(SendCourriels.Name)!;
        await runner.RunAsync(job, 1, byOperator: true, CancellationToken.None);

        await using var db = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id));
        var dossiers = await db.Dossiers.Select(row => row.Id).ToListAsync();
        Assert.True(dossiers.Count >= acknowledged);
        var mails = await db.Courriels.Select(row => new { row.Id, row.DossierId, row.State }).ToListAsync();
        Assert.Equal(dossiers.Order(), mails.Select(mail => mail.DossierId!.Value).Order());
        Assert.All(mails, mail => Assert.True(mail.State is CourrielState.Envoye or CourrielState.Incertain or CourrielState.EnAttente));

        var written = Directory.GetFiles(Path.Combine(folder, "courriels"), "*.eml").Select(path => Guid.Parse(Path.GetFileNameWithoutExtension(path)!)).ToHashSet();
        Assert.All(mails.Where(mail => mail.State == CourrielState.Envoye), mail => Assert.Contains(mail.Id, written));
        var lines = await db.DossierEvents.Where(line => line.Kind == EventKinds.Deposee).CountAsync();
        Assert.Equal(dossiers.Count, lines);
        Assert.Equal(dossiers.Count, await db.Dossiers.CountAsync(row => row.Phase == Phase.Reception));
    }
}
