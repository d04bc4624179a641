using System.Reflection;
using System.Text;
using System.Text.Json;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Forms;
using Beffroi.Portal.SignIn;
using Beffroi.Web;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>What a device asks for to install the bureau, to keep what is typed offline, and to send it.</summary>
internal static class HorsLigneEndpoints
{
    // What the page needs without a network, as this library calls it.
    private static readonly string[] s_assets = ["css/beffroi.css", "favicon.svg", "icons.svg", "js/beffroi.js", "js/bureau.js", "js/hors-ligne.js"];

    // Modules and style sheets ask for these by their plain names.
    private static readonly string[] s_plain = ["js/coffre.js", "fonts/source-sans-3-latin.woff2"];

    public static void MapHorsLigne(this IEndpointRouteBuilder endpoints)
    {
        var bureau = new OnHostAttribute(HostKind.Bureau);
        // Nothing in these two is about anybody; a browser asks for them without saying who it is for.
        endpoints.MapGet(HorsLigneLinks.Worker, Worker).WithMetadata(bureau);
        endpoints.MapGet(HorsLigneLinks.Manifest, Manifest).WithMetadata(bureau);
        endpoints.MapGet(HorsLigneLinks.Session, Session).WithMetadata(bureau).RequireAuthorization(BureauConventions.AgentPolicy);
        endpoints.MapPost(HorsLigneLinks.Sendings, SendAsync).WithMetadata(bureau).RequireAuthorization(BureauConventions.AgentPolicy);
    }

    // Its bytes change with what it keeps: the browser then installs it anew.
    private static IResult Worker(HttpContext context, EndpointDataSource endpoints)
    {
        var names = endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ResourceAssetCollection>()).FirstOrDefault(assets => assets is not null);
        string AddressOf(string path) => $"/{names?[Label(path)] ?? Label(path)}";
        string[] kept = ["/theme.css", .. s_assets.Select(AddressOf), .. s_plain.Select(path => "/" + Label(path))];
        var version = typeof(HorsLigneEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        context.Response.Headers.CacheControl = "no-cache";
        // The page is not below the script's folder.
        context.Response.Headers["Service-Worker-Allowed"] = HorsLigneLinks.Page;
        return Results.Text(
            $"self.veille = {JsonSerializer.Serialize(new { version, page = HorsLigneLinks.Page, gardes = kept })};\nimportScripts({JsonSerializer.Serialize(AddressOf("js/veille.js"))});\n",
            "text/javascript", Encoding.UTF8);
    }

    private static string Label(string path) => "_content/Beffroi.Web/" + path;

    private static IResult Manifest(HttpContext context)
    {
        var syndicat = context.GetSiteHost().Brand.Name;
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Json(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["id"] = HorsLigneLinks.Page,
                ["name"] = "Bureau, " + syndicat,
                ["short_name"] = "Bureau",
                ["lang"] = "fr",
                ["start_url"] = HorsLigneLinks.Page,
                ["scope"] = "/",
                ["display"] = "standalone",
                ["theme_color"] = "#16222e",
                ["background_color"] = "#ffffff",
                ["icons"] = new object[]
                {
                    new { src = "/" + Label("app/icone-192.png"), sizes = "192x192", type = "image/png", purpose = "any" },
                    new { src = "/" + Label("app/icone-512.png"), sizes = "512x512", type = "image/png", purpose = "any" },
                    new { src = "/" + Label("app/icone-masque-512.png"), sizes = "512x512", type = "image/png", purpose = "maskable" },
                },
                ["shortcuts"] = new object[] { new { name = "Signaler", url = "/terrain" }, new { name = "Nouvelle demande", url = "/accueil" } },
            },
            contentType: "application/manifest+json");
    }

    private static IResult Session(HttpContext context, AgentKeys keys, IAntiforgery antiforgery)
    {
        var agent = context.RequireAgent();
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new
        {
            agent = AgentKeys.MarkOf(agent.Sub),
            cle = Convert.ToBase64String(keys.KeyOf(agent.Sub)),
            jeton = tokens.RequestToken,
            entete = tokens.HeaderName,
        });
    }

    private static async Task<IResult> SendAsync(HttpContext context, PortalDb db, SendQueued send, IAntiforgery antiforgery)
    {
        context.Response.Headers.CacheControl = "no-store";
        var form = await PostedForm.ReadAsync(context, antiforgery);
        if (form.Fault is not PostedFault.None)
        {
            return Results.Json(
                new
                {
                    // The device asks for a new mark and sends again; nothing is lost.
                    jeton = form.Fault is PostedFault.Expired,
                    message = form.Fault is PostedFault.TooLarge
                        ? "L’envoi est trop volumineux\u00a0: 10\u00a0Mo par photo, 30\u00a0Mo en tout. Retirez une photo, ou prenez-la dans une taille plus petite."
                        : "L’envoi s’est interrompu. Il sera repris.",
                },
                statusCode: form.Status);
        }

        var answer = await send.RunAsync(db, context.Request.Form, context.RequireAgent(), context.RequestAborted);
        return answer.Filed is { } dossier
            ? Results.Json(new { numero = dossier.Numero, recue = dossier.ReceivedAt, transmise = dossier.TransmisAt, saisie = dossier.SaisiHorsLigneAt, retenue = dossier.IsSaisieRetenue })
            : Results.Json(new { message = answer.Message }, statusCode: answer.Status);
    }
}
