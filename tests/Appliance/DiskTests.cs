using System.Globalization;
using System.Net;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Tests.Faults;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Tests;

/// <summary>A disk that is full, or that stops taking writes, while usagers file requests.</summary>
public sealed class DiskTests
{
    private const string Form = "/demarches/signalement-voirie/demande";

    private static readonly byte[] s_png = SampleFiles.Png;

    [Fact]
    public async Task Submit_OnAFullDisk_IsRefusedInWordsAndLosesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-plein-").FullName;
        Mounts.Small(folder, 48);
        try
        {
            var settings = await PrepareAsync(folder);
            using (var serving = await ApplianceProcess.ServeAsync(settings))
            {
                var checks = new List<(TestBrowser Browser, TestPage Page)>();
                for (var i = 0; i < 40; i++)
                {
                    var browser = new TestBrowser(Port(settings));
                    checks.Add((browser, await ReachCheckAsync(browser, settings)));
                }

                var ballast = Path.Combine(folder, "ballast");
                Mounts.FillUp(ballast);
                var refused = new List<(TestBrowser Browser, TestPage Page)>();
                foreach (var check in checks)
                {
                    // The journal of the database may have room left: a request is acknowledged until there is none.
                    var answer = await check.Browser.SubmitAsync(check.Page, "envoyer");
                    if (answer.Status == HttpStatusCode.OK)
                    {
                        Assert.NotEmpty(answer.TextOf("code-suivi"));
                    }
                    else
                    {
                        AssertSaysWhatToDo(answer);
                        refused.Add(check);
                    }
                }

                Assert.NotEmpty(refused);
                using var late = new TestBrowser(Port(settings));
                AssertSaysWhatToDo(await FillAsync(late, settings, s_png));
                Assert.Equal(HttpStatusCode.OK, (await late.GetAsync(Url(settings, "/"))).Status);

                File.Delete(ballast);
                foreach (var (browser, page) in refused)
                {
                    Assert.NotEmpty((await browser.SubmitAsync(page, "envoyer")).TextOf("code-suivi"));
                }

                foreach (var (browser, _) in checks)
                {
                    Assert.NotEmpty((await browser.GetAsync(Url(settings, Form + "/recu"))).TextOf("code-suivi"));
                }

                Assert.Equal(0, await serving.StopAsync());
            }

            var (code, output, error) = await ApplianceProcess.RunAsync(settings, "log", "verify");
            Assert.True(code == 0, output + error);
            await using var appliance = await TestAppliance.StartAsync(data: folder);
            await using var db = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id));
            Assert.Equal(40, await db.Dossiers.CountAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            Mounts.Unmount(folder);
            Directory.Delete(folder);
        }
    }

    [Fact]
    public async Task Attach_OnADataDirectoryThatBecameReadOnly_IsRefusedInWordsAndWorksAgainAfterwards()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-lecture-").FullName;
        try
        {
            var settings = await PrepareAsync(folder);
            using var serving = await ApplianceProcess.ServeAsync(settings);
            using var browser = new TestBrowser(Port(settings));

            // Laid over itself, the folder takes no new file while those that the process holds open stay as they were.
            Mounts.ReadOnly(folder);
            try
            {
                AssertSaysWhatToDo(await FillAsync(browser, settings, s_png));
                Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Url(settings, "/"))).Status);
            }
            finally
            {
                Mounts.Unmount(folder);
            }

            var check = await ReachCheckAsync(browser, settings);
            Assert.NotEmpty((await browser.SubmitAsync(check, "envoyer")).TextOf("code-suivi"));
            Assert.Equal(0, await serving.StopAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertSaysWhatToDo(TestPage page)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("erreur-503", page.Name);
        Assert.Contains("n’a pas été enregistré", page.TextOf("erreur"), StringComparison.Ordinal);
        Assert.Contains("téléphonez à la mairie", page.TextOf("erreur"), StringComparison.Ordinal);
        Assert.NotEmpty(page.TextOf("reference"));
    }

    private static async Task<ApplianceSettings> PrepareAsync(string folder)
    {
        await using var appliance = await TestAppliance.StartAsync(data: folder);
        await appliance.AddCommunesAsync("50502");
        if (appliance.Settings.Database.Kind == DatabaseKind.PostgreSql)
        {
            Assert.Skip("The rows are not in the data directory: PostgreSQL has its own disk.");
        }

        return appliance.Settings;
    }

    private static async Task<TestPage> ReachCheckAsync(TestBrowser browser, ApplianceSettings settings) =>
        await browser.SubmitAsync(await FillAsync(browser, settings, s_png), "demande", new() { ["f.courriel"] = "camille.modele@exemple.fr" });

    private static async Task<TestPage> FillAsync(TestBrowser browser, ApplianceSettings settings, byte[] photo) => await browser.SubmitAsync(
        await browser.GetAsync(Url(settings, Form)),
        "demande",
        new() { ["f.categorie"] = "chaussee", ["f.lieu.lieu"] = "Devant le 3 rue de l’Exemple" },
        new() { ["f.photo"] = ("photo.png", photo, "image/png") });

    private static string Url(ApplianceSettings settings, string path) => $"http://saint-lo.{settings.Base}{path}";

    private static int Port(ApplianceSettings settings) => int.Parse(settings.Listen.Split(':')[1], CultureInfo.InvariantCulture);
}
