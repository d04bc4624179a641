using System.Net;
using Beffroi.TestKit;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>Large files that the script of the pages sends in parts: an agent's on a dossier and at the counter, the usager's on the follow-up page.</summary>
public sealed class UploadTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-fichiers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LargeFile_OnADossierThenOnTheFollowUpPage_IsSentInParts()
    {
        var usager = await world.OpenAsync(width: 320);
        var code = await world.FileAsync(usager);
        var agent = await world.OpenAsync(width: 1440);
        await world.SignInAsync(agent, "mairie@exemple.fr");
        await agent.GotoAsync(world.Url("bureau", "/dossiers?q=" + Uri.EscapeDataString(code)));
        await agent.GotoAsync(new Uri(new Uri(agent.Url), await agent.GetAttributeAsync("a.row-link", "href")).ToString());
        var parts = Parts(agent);

        await agent.FillAsync("form[data-form=message] textarea", "Voici le plan.");
        await ChooseAsync(agent, "form[data-form=message]", "plan.pdf");
        await agent.ClickAsync("form[data-form=message] button.button:not([type=button])");
        await agent.WaitForURLAsync("**?fait=message");
        Assert.True(parts() > 1);
        Assert.Contains("plan.pdf", await agent.TextContentAsync("[data-testid=fil]"), StringComparison.Ordinal);

        await agent.GotoAsync(agent.Url.Split('?')[0] + "?ecrire=pieces");
        await agent.FillAsync("form[data-form=pieces] textarea", "Copie de votre pièce d’identité");
        var limit = TimeProvider.System.GetLocalNow().AddDays(15);
        await agent.FillAsync("[name='DateLimite.Jour']", $"{limit:%d}");
        await agent.FillAsync("[name='DateLimite.Mois']", $"{limit:%M}");
        await agent.FillAsync("[name='DateLimite.Annee']", $"{limit:yyyy}");
        await agent.ClickAsync("form[data-form=pieces] button.button:not([type=button])");
        await agent.WaitForURLAsync("**?fait=pieces");

        await usager.GotoAsync(world.Url("saint-lo", "/suivi/dossier"));
        parts = Parts(usager);
        await ChooseAsync(usager, "form[data-form=pieces]", "carte.pdf");
        Assert.True(await usager.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await usager.ClickAsync("form[data-form=pieces] button.button:not([type=button])");
        await usager.WaitForSelectorAsync("[data-testid=fait]");
        Assert.True(parts() > 1);
        Assert.Contains("carte.pdf", await usager.TextContentAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeFile_WhoseFormIsRefused_IsThereAtOnceWhenChosenAgain()
    {
        var agent = await world.OpenAsync(width: 1440);
        await world.SignInAsync(agent, "mairie@exemple.fr");
        await agent.GotoAsync(world.Url("bureau", "/dossiers"));
        await agent.GotoAsync(new Uri(new Uri(agent.Url), await agent.GetAttributeAsync("a.row-link", "href")).ToString());
        await ChooseAsync(agent, "form[data-form=message]", "croquis.pdf");
        await agent.ClickAsync("form[data-form=message] button.button:not([type=button])");
        await agent.WaitForSelectorAsync("[data-testid=erreurs]");

        var parts = Parts(agent);
        await ChooseAsync(agent, "form[data-form=message]", "croquis.pdf");
        Assert.Equal(0, parts());
        await agent.FillAsync("form[data-form=message] textarea", "Voici le croquis.");
        await agent.ClickAsync("form[data-form=message] button.button:not([type=button])");
        await agent.WaitForURLAsync("**?fait=message");
        Assert.Contains("croquis.pdf", await agent.TextContentAsync("[data-testid=fil]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeFile_OnAFullDisk_SaysSoAndGoesOn()
    {
        var usager = await world.OpenAsync();
        await usager.GotoAsync(world.Url("saint-lo", "/demarches/signalement-voirie"));
        await usager.ClickAsync("[data-testid=commencer]");
        await usager.CheckAsync("input[name='f.categorie'][value=chaussee]");
        await usager.ClickAsync("form[data-form=demande] button.button:not([type=button])");
        await usager.WaitForSelectorAsync("[data-testid=erreurs]");
        var full = true;
        await usager.RouteAsync("**/envois/*", route => full && route.Request.Method == "PATCH"
            ? route.FulfillAsync(new RouteFulfillOptions { Status = (int)HttpStatusCode.ServiceUnavailable, ContentType = "text/plain; charset=utf-8", Body = "Le site ne peut rien enregistrer pour l’instant." })
            : route.ContinueAsync());

        await usager.Locator("form[data-form=demande] input[type=file]").SetInputFilesAsync(Made("trou.pdf"));
        await usager.Locator(".file-sending", new() { HasText = "ne peut rien enregistrer" }).WaitForAsync();
        full = false;
        await SentAsync(usager, "form[data-form=demande]");
    }

    // On disk: the script knows a file again by its time too, which one made in memory would not keep.
    private string Made(string name)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, SampleFiles.Pdf(name + new string('z', 1_500_000)));
        }

        return path;
    }

    private async Task ChooseAsync(IPage page, string form, string name)
    {
        await page.Locator(form + " input[type=file]").SetInputFilesAsync(Made(name));
        await SentAsync(page, form);
    }

    private static Task SentAsync(IPage page, string form) =>
        page.Locator($"{form} .file-sending input[type=hidden]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static Func<int> Parts(IPage page)
    {
        var count = 0;
        page.Request += (_, request) => count += request.Method == "PATCH" ? 1 : 0;
        return () => count;
    }
}
