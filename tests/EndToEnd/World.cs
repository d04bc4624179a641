using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;
using Microsoft.Playwright;
using MimeKit;

namespace Beffroi.EndToEnd.Tests;

/// <summary>The demonstration syndicate served by the real executable, and a real browser.</summary>
public sealed class World : IAsyncLifetime
{
    public const string Password = "beffroi-demonstration";

    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-navigateur-").FullName;
    private ApplianceProcess _serving = null!;
    private IPlaywright _playwright = null!;

    public ApplianceSettings Settings { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort.Find();
        Settings = new ApplianceSettings { Data = _folder, Base = $"beffroi.localhost:{port}", Listen = $"127.0.0.1:{port}" };
        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "demo");
        Assert.True(code == 0, error);
        _serving = await ApplianceProcess.ServeAsync(Settings);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        _serving.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public string Url(string label, string path) => $"http://{(label.Length == 0 ? "" : label + ".")}{Settings.Base}{path}";

    /// <summary>A page of a new person: own cookies, and no worker of an earlier page unless one is wanted.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, bool script = true, bool worker = false)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            JavaScriptEnabled = script,
            Locale = "fr-FR",
            // Nobody waits here for a colour to fade in.
            ReducedMotion = ReducedMotion.Reduce,
            ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        var page = await context.NewPageAsync();
        // Generous: what is measured here is whether it works, on a machine that may be busy.
        page.SetDefaultTimeout(30_000);
        return page;
    }

    /// <summary>Signs in on the bureau through the SSO.</summary>
    public async Task SignInAsync(IPage page, string courriel)
    {
        await page.GotoAsync(Url("bureau", "/dossiers"));
        await page.FillAsync("form[data-form=connexion] input[name=Courriel]", courriel);
        await page.ClickAsync("form[data-form=connexion] button.button:not([type=button])");
        await page.FillAsync("form[data-form=mot-de-passe] input[name=MotDePasse]", Password);
        await page.ClickAsync("form[data-form=mot-de-passe] button.button:not([type=button])");
        await page.WaitForURLAsync(url => url.StartsWith(Url("bureau", "/"), StringComparison.Ordinal));
    }

    /// <summary>Files a request for a birth certificate, answering once too little; returns the follow-up code.</summary>
    /// <param name="page">The browser.</param>
    /// <param name="look">What to do with each page on the way.</param>
    public async Task<string> FileAsync(IPage page, Func<Task>? look = null)
    {
        await page.GotoAsync(Url("saint-lo", "/demarches/acte-naissance"));
        await page.ClickAsync("[data-testid=commencer]");
        await page.CheckAsync("input[name='f.qualite'][value=moi]");
        await page.FillAsync("[name='f.nom']", "Modèle");
        await page.FillAsync("[name='f.prenoms']", "Camille");
        await page.FillAsync("[name='f.naissance.jour']", "14");
        await page.FillAsync("[name='f.naissance.mois']", "3");
        await page.FillAsync("[name='f.naissance.annee']", "1985");
        // The place is left out: the page comes back, says so twice and keeps what was typed.
        await page.ClickAsync("form[data-form=demande] button.button:not([type=button])");
        await page.WaitForSelectorAsync("[data-testid=erreurs]");
        await (look?.Invoke() ?? Task.CompletedTask);
        Assert.Equal("Modèle", await page.InputValueAsync("[name='f.nom']"));
        await page.CheckAsync("input[name='f.lieu'][value=ici]");
        await page.ClickAsync("form[data-form=demande] button.button:not([type=button])");

        await page.CheckAsync("input[name='f.document'][value=sans-filiation]");
        await page.FillAsync("[name='f.exemplaires']", "1");
        await page.ClickAsync("form[data-form=demande] button.button:not([type=button])");

        await page.FillAsync("[name='f.demandeur-nom']", "Modèle");
        await page.FillAsync("[name='f.demandeur-prenom']", "Camille");
        await page.FillAsync("[name='f.courriel']", "camille.modele@exemple.fr");
        await page.CheckAsync("input[name='f.remise'][value=poste]");
        await page.FillAsync("[name='f.adresse.ligne1']", "12 rue de l’Exemple");
        await page.FillAsync("[name='f.adresse.codepostal']", "50000");
        await page.FillAsync("[name='f.adresse.ville']", "Saint-Lô");
        await page.ClickAsync("form[data-form=demande] button.button:not([type=button])");

        await (look?.Invoke() ?? Task.CompletedTask);
        await page.ClickAsync("form[data-form=envoyer] button.button:not([type=button])");
        return (await page.TextContentAsync("[data-testid=code-suivi]"))!.Trim();
    }

    /// <summary>The address by which a new application, not the syndicate's, asks who is there; nothing listens where it goes back to.</summary>
    public async Task<string> QuestionAsync(string application)
    {
        var (code, output, error) = await ApplianceProcess.RunAsync(Settings, "application", "add", "--name", application, "--redirect-uri", "http://127.0.0.1:9/retour", "--json");
        Assert.True(code == 0, error);
        var client = JsonDocument.Parse(output).RootElement.GetProperty("client_id").GetString();
        return Url("sso", $"/oauth/authorize?client_id={client}&response_type=code&redirect_uri=http://127.0.0.1:9/retour&scope=openid%20profile%20email&code_challenge_method=S256&code_challenge={new string('a', 43)}");
    }

    /// <summary>Invites an agent, as an operator does on the server.</summary>
    public async Task InviteAsync(string courriel)
    {
        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "agent", "invite", courriel, "--commune", "50502", "--role", "Accueil", "--nom", "Sam Modèle");
        Assert.True(code == 0, error);
    }

    /// <summary>The link of a mail to somebody, once the job has written it into the folder.</summary>
    public async Task<string> LinkAsync(string address, string path)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            foreach (var file in new DirectoryInfo(Path.Combine(_folder, "courriels")).EnumerateFiles("*.eml").OrderByDescending(file => file.LastWriteTimeUtc))
            {
                var mail = await MimeMessage.LoadAsync(file.FullName);
                if (mail.To.Mailboxes.Any(to => to.Address == address) && (mail.TextBody ?? "").Split().FirstOrDefault(word => word.Contains(path + "?", StringComparison.Ordinal) || word.Contains(path + "/", StringComparison.Ordinal)) is { } link)
                {
                    return link;
                }
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException($"No mail to {address} carries a link to {path}.");
    }
}
