using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.TestKit;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests;

/// <summary>The walls on every route, taken from the list of end points: a new route with an identifier is tried by itself.</summary>
public sealed class RouteWallsTests : IAsyncLifetime
{
    private TestAppliance _appliance = null!;
    private Dictionary<string, string> _foreign = null!;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync("50502", "50095");
        var filed = await _appliance.FileAsync("50095");
        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune("50095").Id));
        var mail = await db.Courriels.FirstAsync(row => row.DossierId == filed.Id);
        var agent = await _appliance.AddAgentAsync("autre@exemple.fr", Role.CommuneAdmin, "50095");
        var membership = await db.Memberships.FirstAsync(row => row.AgentId == agent.Sub);
        // What each parameter of a route would be for a row of Canisy, asked for by people of Saint-Lô.
        _foreign = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["numero"] = filed.Numero,
            ["depot"] = filed.Id.ToString(),
            ["id"] = filed.Id.ToString(),
            ["connaissance"] = await AddConnaissanceAsync(agent.Sub),
            ["personne"] = (await db.Personnes.FirstAsync(row => row.CommuneId == _appliance.Commune("50095").Id)).Id.ToString(),
            ["piece"] = filed.Id.ToString(),
            ["consultation"] = await AskAsync(filed.Numero, agent.Sub),
            ["jeton"] = await LinkAsync(filed.Id),
            ["courriel"] = mail.Id.ToString(),
            ["membership"] = membership.Id.ToString(),
            ["insee"] = "50095",
            ["slug"] = "nouvelle-de-canisy",
            ["code"] = PaperCode.Draw(),
            ["modele"] = "lettre-envoi",
            ["template"] = "lettre-envoi",
            ["etape"] = "message",
            ["nom"] = "travail-inconnu",
            ["job"] = "travail-inconnu",
        };
    }

    private async Task<string> AddConnaissanceAsync(Guid agent)
    {
        var canisy = _appliance.Commune("50095").Id;
        var keep = _appliance.Services.GetRequiredService<KeepConnaissance>();
        var access = await _appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(agent, TestContext.Current.CancellationToken);
        Assert.Empty((await keep.RunAsync(new KeepConnaissanceCommand(canisy, null, new ConnaissanceForm { Titre = "Modèle de Canisy", Texte = "Bonjour." }), access!, TestContext.Current.CancellationToken))!);
        return (await _appliance.Services.GetRequiredService<OfferedConnaissances>().AllOfAsync(canisy, TestContext.Current.CancellationToken)).Single().Id.ToString();
    }

    private async Task<string> AskAsync(string numero, Guid agent)
    {
        var access = await _appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(agent, TestContext.Current.CancellationToken);
        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune("50095").Id));
        var due = DateOnly.FromDateTime(_appliance.Time.GetUtcNow().UtcDateTime).AddDays(10);
        var version = (await db.Dossiers.FirstAsync(row => row.Numero == numero)).Version;
        Assert.True(await _appliance.Services.GetRequiredService<AskConsultation>().RunAsync(
            new AskConsultationCommand(numero, version, true, null, "Service d’incendie", "sdis@exemple.fr", "Un avis ?", [], due), access!, TestContext.Current.CancellationToken));
        return (await db.Consultations.SingleAsync()).Id.ToString();
    }

    private async Task<string> LinkAsync(Guid dossier)
    {
        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune("50095").Id));
        var text = (await db.Courriels.FirstAsync(row => row.DossierId == dossier && row.Kind == "avis-demande")).Texte;
        return text.Split('\n').Single(line => line.Contains("/avis/", StringComparison.Ordinal)).Split('/')[^1];
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Fact]
    public async Task EveryBureauRouteWithAnIdentifier_OfAnotherCommune_IsNotFound()
    {
        await _appliance.AddAgentAsync("agent@exemple.fr", Role.CommuneAdmin, "50502");
        using var browser = _appliance.Browse();
        var first = await browser.GetAsync(_appliance.Url("bureau", "/connexion"));
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = "agent@exemple.fr" });
        var inside = await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = "mot de passe de test" });
        Assert.StartsWith(_appliance.Url("bureau", "/"), inside.Url, StringComparison.Ordinal);

        var tried = await TryAllAsync(browser, HostKind.Bureau, "bureau");
        Assert.True(tried > 5, "The bureau must have routes with identifiers.");
    }

    [Fact]
    public async Task EveryCommuneRouteWithAnIdentifier_OfAnotherCommune_IsNotFound()
    {
        using var browser = _appliance.Browse();

        Assert.True(await TryAllAsync(browser, HostKind.Commune, "saint-lo") > 2);
    }

    [Fact]
    public void EveryPage_SaysOnWhichHostsItIs()
    {
        var silent = Pages().Where(page => page.Metadata.GetMetadata<OnHostAttribute>() is null)
            .Select(page => page.RoutePattern.RawText)
            .Where(route => route != "_composants");

        Assert.Empty(silent);
    }

    private async Task<int> TryAllAsync(TestBrowser browser, HostKind kind, string label)
    {
        var faults = new List<string>();
        var tried = 0;
        foreach (var route in Routes().Where(route => route.RoutePattern.Parameters.Any(parameter => parameter.Name != "handler") && route.Metadata.GetMetadata<OnHostAttribute>()?.Kinds.Contains(kind) == true))
        {
            var text = route.RoutePattern.RawText!;
            if (text.Contains("erreur", StringComparison.Ordinal))
            {
                continue;
            }

            var path = "/" + string.Join('/', route.RoutePattern.PathSegments.Where(segment => !IsHandler(segment)).Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => _foreign.GetValueOrDefault(parameter.Name)
                    ?? throw new InvalidOperationException($"Teach this test what « {parameter.Name} » of /{text} is."),
                _ => "",
            }))));
            var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            if (methods.Count == 0 || methods.Contains("GET"))
            {
                tried++;
                var page = await browser.GetAsync(_appliance.Url(label, path), follow: false);
                if (page.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden) && !LeadsToSignIn(page))
                {
                    faults.Add($"GET {path}: {(int)page.Status}");
                }
            }
        }

        Assert.Empty(faults);
        return tried;
    }

    // The name of a page's handler is no identifier; its forms are tried by the tests of the page.
    private static bool IsHandler(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) =>
        segment.Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "handler" }];

    // Pages for operators or account holders send others to sign in, whatever the identifier is.
    private static bool LeadsToSignIn(TestPage page) =>
        page.Status == HttpStatusCode.Redirect && page.Headers.Location!.ToString() is var target
        && (target.Contains("/connexion", StringComparison.Ordinal) || target == "/suivi");

    private IEnumerable<RouteEndpoint> Routes() => _appliance.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .DistinctBy(route => (route.RoutePattern.RawText, string.Join(',', route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])));

    private IEnumerable<RouteEndpoint> Pages() => Routes().Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null);
}
