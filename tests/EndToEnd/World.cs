using System.Net;
using System.Net.Sockets;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;
using Microsoft.Playwright;

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
        var port = FreePort();
        Settings = new ApplianceSettings { Data = _folder, Base = $"beffroi.localhost:{port}", Listen = $"127.0.0.1:{port}" };
        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "demo");
        Assert.True(code == 0, error);
        _serving = await ApplianceProcess.ServeAsync(Settings);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
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

    /// <summary>A page of a new person: own cookies.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, bool dark = false, bool script = true)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = "fr-FR",
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(8_000);
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
