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

    [Fact]
    public async Task Part_OnAFullDisk_IsRefusedInWords_AndGoesOnOnceThereIsRoom()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-envois-").FullName;
        Mounts.Small(folder, 48);
        try
        {
            var settings = await PrepareAsync(folder);
            using var serving = await ApplianceProcess.ServeAsync(settings);
            using var browser = new TestBrowser(Port(settings));
            // A first sending, refused for want of a place, makes the draft to which the parts belong.
            var page = await browser.SubmitAsync(await browser.GetAsync(Url(settings, Form)), "demande", new() { ["f.categorie"] = "chaussee" });
            var token = page.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            (string, string)[] tus = [("Tus-Resumable", "1.0.0"), ("RequestVerificationToken", token)];
            var photo = new byte[6_000_000];
            s_png.CopyTo(photo, 0);
            var begun = await browser.RequestAsync(HttpMethod.Post, Url(settings, Form + "/envois"), null, [.. tus, ("Upload-Length", $"{photo.Length}"), ("Upload-Metadata", "filename dHJvdS5wbmc=,champ cGhvdG8=")]);
            Assert.Equal(HttpStatusCode.Created, begun.Status);
            var url = Url(settings, begun.Headers.Location!.ToString());
            Task<TestPage> PartAsync(long offset) => browser.RequestAsync(HttpMethod.Patch, url, Part(photo[(int)offset..]), [.. tus, ("Upload-Offset", $"{offset}")]);
            async Task<long> OffsetAsync() => long.Parse(Assert.Single((await browser.RequestAsync(HttpMethod.Head, url, null, ("Tus-Resumable", "1.0.0"))).Headers.GetValues("Upload-Offset")), CultureInfo.InvariantCulture);

            var ballast = Path.Combine(folder, "ballast");
            Mounts.FillUp(ballast);
            var refused = await PartAsync(0);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.Equal("text/plain", refused.MediaType);
            Assert.Contains("ne peut rien enregistrer pour l’instant", refused.Text, StringComparison.Ordinal);
            Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            File.Delete(ballast);
            Assert.Equal(HttpStatusCode.NoContent, (await PartAsync(await OffsetAsync())).Status);
            Assert.Equal(photo.Length, await OffsetAsync());
            Assert.Equal(0, await serving.StopAsync());
        }
        finally
        {
            Mounts.Unmount(folder);
            Directory.Delete(folder);
        }
    }

    private static ByteArrayContent Part(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/offset+octet-stream") } };

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
