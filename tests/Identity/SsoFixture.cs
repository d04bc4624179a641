using System.Net;
using System.Text.RegularExpressions;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Identity.Tests;

/// <summary>An appliance with two communes, on which the tests sign in.</summary>
public sealed partial class SsoFixture : IAsyncLifetime
{
    public const string Password = "girafe-lampion-huitre-quai";

    /// <summary>The header by which a test says the network of a browser.</summary>
    public const string NetworkHeader = "X-Test-Address";

    private int _accounts;
    private int _networks;

    public TestAppliance Appliance { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Appliance = await TestAppliance.StartAsync(adjust: builder => builder.Services.AddTransient<IStartupFilter, NetworkFilter>());
        await Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            db.Communes.AddRange(Commune("50502", "Saint-Lô", "saint-lo"), Commune("50129", "Cherbourg-en-Cotentin", "cherbourg"));
            await db.SaveChangesAsync(token);
        });
        await Appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();
    }

    public ValueTask DisposeAsync() => Appliance.DisposeAsync();

    /// <summary>A new confirmed account.</summary>
    public async Task<string> AddAccountAsync()
    {
        var address = NewAddress();
        await Appliance.AddAccountAsync(address, "Camille Modèle", Password);
        return address;
    }

    public string NewAddress() => $"camille{Interlocked.Increment(ref _accounts)}@exemple.fr";

    /// <summary>A browser on a network of its own.</summary>
    public TestBrowser Browse(string? network = null)
    {
        var browser = Appliance.Browse();
        browser.Headers[NetworkHeader] = network ?? $"10.1.{Interlocked.Increment(ref _networks)}.7";
        return browser;
    }

    public string Sso(string path) => Appliance.Url("sso", path);

    /// <summary>Types address and password from any address that leads to the sign-in.</summary>
    public static async Task<TestPage> SignInAsync(TestBrowser browser, string url, string address, string password = Password)
    {
        var first = await browser.GetAsync(url);
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = address });
        return await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = password });
    }

    /// <summary>The mails to an address, oldest first, as kind and link.</summary>
    public async Task<List<(string Kind, string Link)>> MailsAsync(string address)
    {
        await using var db = Appliance.Open(CommuneScope.Syndicat);
        var mails = await db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(mail => mail.Destinataire == address)
            .OrderBy(mail => mail.CreatedAt)
            .ToListAsync();
        return [.. mails.Select(mail => (mail.Kind, Link().Match(mail.Texte).Value))];
    }

    /// <summary>The address that the session of a commune’s host belongs to, empty when there is none.</summary>
    public async Task<string> WhoAsync(TestBrowser browser, string label)
    {
        var page = await browser.GetAsync(Appliance.Url(label, "/qui"), follow: false);
        return page.Text;
    }

    [GeneratedRegex(@"http://\S+", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Link();

    private static Commune Commune(string insee, string nom, string slug) => new()
    {
        Id = Guid.CreateVersion7(),
        Insee = insee,
        Nom = nom,
        Slug = slug,
        DepartementCode = "50",
        DepartementNom = "Manche",
        Couleur = "#7a1f3d",
        Liaison = default,
        CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    /// <summary>Says the network of the test's browser, and on <c>/qui</c> who the portal's session belongs to.</summary>
    private sealed class NetworkFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[NetworkHeader], out var address))
                {
                    context.Connection.RemoteIpAddress = address;
                }

                if (context.Request.Path == "/qui")
                {
                    var session = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context, "portail");
                    await context.Response.WriteAsync(session.Principal?.FindFirst("email")?.Value ?? "");
                    return;
                }

                await following(context);
            });
            next(app);
        };
    }
}
