using Beffroi.TestKit;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Architecture.Tests;

/// <summary>Every address of the bureau asks who one is, but those by which one comes in.</summary>
public sealed class BureauAccessTests
{
    // Open on purpose.
    private static readonly Dictionary<string, string> s_open = new(StringComparer.Ordinal)
    {
        ["/connexion"] = "Who comes in is not known yet.",
        ["/connexion/retour"] = "The issuer sends the person back; state and nonce are checked there.",
        ["/deconnexion"] = "Going out twice is no fault.",
        ["/deconnexion/retour"] = "The person is out.",
        ["/erreur/403"] = "Says to whom the page is closed, and who can open it.",
        ["/erreur/{code}"] = "An error says what happened to anybody.",
        ["/hors-ligne"] = "A device keeps this page: nothing of anybody is in it.",
        ["/hors-ligne/veille.js"] = "The worker that keeps it; nothing of anybody is in it.",
        ["/hors-ligne/manifeste.webmanifest"] = "A browser asks for it without saying for whom.",
    };

    [Fact]
    public async Task EveryBureauRoute_AsksWhoOneIs()
    {
        await using var appliance = await TestAppliance.StartAsync();
        var endpoints = appliance.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.Contains(endpoints, IsOnBureau);
        var open = Open(endpoints).Order(StringComparer.Ordinal).ToList();
        Assert.True(open.SequenceEqual(s_open.Keys.Order(StringComparer.Ordinal)), string.Join('\n', open));
    }

    [Fact]
    public void BureauRouteThatAsksNothing_IsReported()
    {
        var closed = Endpoint("/dossiers", new OnHostAttribute(HostKind.Bureau), new AuthorizeAttribute("agent"));
        var open = Endpoint("/statistiques", new OnHostAttribute(HostKind.Bureau));
        var lifted = Endpoint("/export", new OnHostAttribute(HostKind.Bureau), new AuthorizeAttribute("agent"), new AllowAnonymousAttribute());
        var site = Endpoint("/demarches", new OnHostAttribute(HostKind.Commune));

        Assert.Equal(["/statistiques", "/export"], Open([closed, open, lifted, site]));
    }

    private static IEnumerable<string> Open(IEnumerable<RouteEndpoint> endpoints) => endpoints
        .Where(IsOnBureau)
        .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
        .Distinct(StringComparer.Ordinal);

    private static bool IsOnBureau(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<OnHostAttribute>()?.Kinds.Contains(HostKind.Bureau) == true;

    private static RouteEndpoint Endpoint(string route, params object[] metadata)
    {
        var builder = new RouteEndpointBuilder(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse(route), 0);
        foreach (var item in metadata)
        {
            builder.Metadata.Add(item);
        }

        return (RouteEndpoint)builder.Build();
    }
}
