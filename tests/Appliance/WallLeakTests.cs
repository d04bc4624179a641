using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Statistiques.Count;
using Beffroi.TestKit;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests;

/// <summary>
/// An agent of Saint-Lô asks everything that the bureau answers, by every address and every parameter, with words, numbers and keys of Canisy: once while
/// Canisy holds nothing of that kind, and once more when it does. Every answer must be the same, to the letter: no list, count, export, suggestion,
/// lookalike or refusal tells one from the other.
/// </summary>
public sealed partial class WallLeakTests : IAsyncLifetime
{
    private const string Here = "50502";
    private const string There = "50095";
    private const string Word = "Quintefeuille";
    private const string Elsewhere = "demande";

    // What the list of dossiers reads of its address by itself.
    private static readonly string[] s_listed = ["q", "commune", "service", "agent", "demarche"];

    private TestAppliance _appliance = null!;
    private string _own = "";
    private Guid _ownPerson;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync(Here, There);
        var filed = await _appliance.FileAsync(Here, nom: "Voisin");
        _own = filed.Numero;
        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune(Here).Id));
        _ownPerson = await db.Personnes.Select(row => row.Id).FirstAsync(Token);
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Theory]
    [InlineData(Role.CommuneAdmin)]
    [InlineData(Role.Elu)]
    public async Task NothingThatAnotherCommuneHolds_ChangesAnyAnswer(Role role)
    {
        using var browser = await SignInAsync(role);
        await RunJobsAsync();
        // Twice before: what a first visit changes, such as a reading that is logged, is no leak.
        await AskAllAsync(browser, Guid.CreateVersion7());
        var before = await AskAllAsync(browser, Guid.CreateVersion7());
        var secret = await FillAsync();
        await RunJobsAsync();
        var after = await AskAllAsync(browser, secret);

        Assert.True(before.Count > 150, $"Only {before.Count} questions were asked.");
        Assert.Equal(before.Keys, after.Keys);
        Assert.Empty(before.Where(pair => after[pair.Key] != pair.Value).Select(pair => $"{pair.Key}\n{FirstDifference(pair.Value, after[pair.Key])}"));
    }

    private static string FirstDifference(string before, string after)
    {
        var place = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, place - 60);
        return $"  before: …{before[from..Math.Min(before.Length, place + 80)]}\n  after:  …{after[from..Math.Min(after.Length, place + 80)]}";
    }

    private async Task<SortedDictionary<string, string>> AskAllAsync(TestBrowser browser, Guid secret)
    {
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var loader = _appliance.Services.GetRequiredService<PageLoader>();
        foreach (var route in _appliance.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<OnHostAttribute>()?.Kinds.Contains(HostKind.Bureau) != true
                || route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods && !methods.Contains("GET")
                || route.RoutePattern.RawText is not { } text || text.Contains("erreur", StringComparison.Ordinal) || text.Contains("connexion", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var path in Paths(route, secret).Distinct(StringComparer.Ordinal))
            {
                await AskAsync(browser, answers, path, secret);
                foreach (var query in await QueriesAsync(route, loader, secret))
                {
                    await AskAsync(browser, answers, path + query, secret);
                }
            }
        }

        return answers;
    }

    private async Task AskAsync(TestBrowser browser, SortedDictionary<string, string> answers, string path, Guid secret)
    {
        var key = path.Replace(secret.ToString(), "{clé}", StringComparison.OrdinalIgnoreCase);
        if (answers.ContainsKey(key))
        {
            return;
        }

        var page = await browser.GetAsync(_appliance.Url("bureau", path), follow: false);
        answers[key] = Answer(page, secret);
        // What is found while one types is posted.
        foreach (var form in page.MediaType == "text/html" ? page.Html.QuerySelectorAll("form[data-live]").ToList() : [])
        {
            var typed = form.QuerySelectorAll("input[type=text], input[type=search], input[type=tel], input[type=email], input:not([type])")
                .Select(input => input.GetAttribute("name")!).Distinct().ToDictionary(name => name, name => name.Contains("ourriel", StringComparison.Ordinal) ? "camille.modele@exemple.fr" : Word);
            typed["geste"] = "chercher";
            answers[$"{key} ({form.GetAttribute("data-form")})"] = Answer(await browser.SubmitAsync(page, form.GetAttribute("data-form")!, typed), secret);
        }
    }

    private static string Answer(TestPage page, Guid secret) =>
        $"{(int)page.Status} {page.Headers.Location} {What(page)}".Replace(secret.ToString(), "{clé}", StringComparison.OrdinalIgnoreCase);

    // The words of a page, or a file as it is; hours and keys of the moment aside.
    private static string What(TestPage page) => page.MediaType switch
    {
        "text/html" => Blanks().Replace(Moments().Replace(page.Html.DocumentElement.TextContent, "…"), " "),
        "application/pdf" or "application/zip" => page.MediaType,
        _ => Moments().Replace(page.Text, "…"),
    };

    // With what is this agent's own, and with what is another's, there or not.
    private IEnumerable<string> Paths(RouteEndpoint route, Guid secret)
    {
        yield return Path(route, name => name switch
        {
            "numero" => _own,
            "personne" => _ownPerson.ToString(),
            "insee" => Here,
            "etape" => "message",
            _ => secret.ToString(),
        });
        yield return Path(route, name => name switch
        {
            "numero" => $"{There}-{FrenchYear()}-00001",
            "insee" => There,
            "slug" or "code" or "modele" or "template" or "nom" or "job" or "etape" => Word,
            _ => secret.ToString(),
        });
    }

    private int FrenchYear() => _appliance.Time.GetUtcNow().Year;

    private static string Path(RouteEndpoint route, Func<string, string> value) => "/" + string.Join('/', route.RoutePattern.PathSegments
        .Where(segment => segment.Parts is not [RoutePatternParameterPart { Name: "handler" }])
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => value(parameter.Name),
            _ => "",
        }))));

    private async Task<List<string>> QueriesAsync(RouteEndpoint route, PageLoader loader, Guid secret)
    {
        var asked = s_listed.Select(name => (Name: name, Type: typeof(string))).ToList();
        if (route.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
        {
            var compiled = await loader.LoadAsync(page, route.Metadata);
            asked.AddRange(compiled.HandlerMethods.Where(method => method.HttpMethod == "Get").SelectMany(method => method.Parameters).Select(parameter => (parameter.Name, parameter.ParameterType)));
            asked.AddRange(compiled.BoundProperties.OfType<PageBoundPropertyDescriptor>().Where(property => property.BindingInfo?.RequestPredicate is not null || property.Property.GetCustomAttributes().Any(attribute => attribute is Microsoft.AspNetCore.Mvc.BindPropertyAttribute { SupportsGet: true })).Select(property => (property.Name, property.ParameterType)));
        }
        else if (route.Metadata.GetMetadata<MethodInfo>() is { } method)
        {
            asked.AddRange(method.GetParameters().Select(parameter => (parameter.Name!, parameter.ParameterType)));
        }

        var queries = new List<string>();
        foreach (var (name, type) in asked.DistinctBy(one => one.Name).Where(one => one.Name != "handler"))
        {
            if (type == typeof(Guid) || type == typeof(Guid?))
            {
                queries.Add($"?{name}={secret}");
            }
            else if (type == typeof(string))
            {
                queries.AddRange([$"?{name}={Word}", $"?{name}={Elsewhere}", $"?{name}={There}", $"?{name}={There}-{FrenchYear()}-00001", $"?{name}={secret}"]);
            }
        }

        return queries;
    }

    /// <summary>Gives Canisy all that one could look for, and returns the key of its dossier.</summary>
    private async Task<Guid> FillAsync()
    {
        var canisy = _appliance.Commune(There).Id;
        var agent = await _appliance.AddAgentAsync("voisine@exemple.fr", Role.CommuneAdmin, There);
        var first = await _appliance.FileAsync(There, nom: Word);
        await _appliance.FileAsync(There, Channel.Guichet, agent: agent, nom: Word);
        await _appliance.FileAsync(There, Channel.Telephone, agent: agent, nom: "Voisin");
        await _appliance.Services.GetRequiredService<KeepConnaissance>().RunAsync(
            new KeepConnaissanceCommand(canisy, null, new ConnaissanceForm { Titre = Word, Texte = $"Bonjour {Word}." }), agent, Token);
        return first.Id;
    }

    private async Task RunJobsAsync()
    {
        await ActivatorUtilities.GetServiceOrCreateInstance<FoldSearch>(_appliance.Services).RunAsync(Token);
        await ActivatorUtilities.GetServiceOrCreateInstance<CountDossiers>(_appliance.Services).RunAsync(Token);
    }

    private async Task<TestBrowser> SignInAsync(Role role)
    {
        await _appliance.AddAgentAsync("agent@exemple.fr", role, Here);
        var browser = _appliance.Browse();
        var page = await browser.GetAsync(_appliance.Url("bureau", "/connexion"));
        page = await browser.SubmitAsync(page, "connexion", new() { ["Courriel"] = "agent@exemple.fr" });
        page = await browser.SubmitAsync(page, "mot-de-passe", new() { ["MotDePasse"] = "mot de passe de test" });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return browser;
    }

    [GeneratedRegex("""\d{1,2}\s?[:h]\s?\d{2}|il y a \w+ \w+|à l’instant|depuis=\d+|"jeton":"[^"]*"|\d{10,}""", RegexOptions.NonBacktracking)]
    private static partial Regex Moments();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
