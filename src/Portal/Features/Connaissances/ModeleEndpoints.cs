using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>Adds the services of shared texts, and gives the filled text of a template to the page that inserts it where the cursor is.</summary>
internal static class ModeleEndpoints
{
    private const string Text = "text/plain; charset=utf-8";

    public static void AddConnaissances(this IServiceCollection services)
    {
        services.AddSingleton<OfferedConnaissances>();
        services.AddSingleton<ConnaissanceLists>();
        services.AddSingleton<KeepConnaissance>();
        services.AddSingleton<CountUses>();
    }

    public static void MapModeles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/dossiers/{numero}/modeles/{connaissance:guid}", OfDossierAsync)
            .WithMetadata(new OnHostAttribute(HostKind.Bureau)).RequireAuthorization(BureauConventions.AgentPolicy);
        endpoints.MapGet("/accueil/modeles/{connaissance:guid}", OfCounterAsync)
            .WithMetadata(new OnHostAttribute(HostKind.Bureau)).RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> OfDossierAsync(
        string numero, Guid connaissance, PortalDb db, OfferedConnaissances offered, CommuneDirectory directory, HttpContext context, CancellationToken cancellationToken)
    {
        var agent = context.RequireAgent();
        var dossier = numero.Length > 16 ? null : await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, cancellationToken);
        if (dossier is null || !agent.MayWork(dossier.CommuneId)
            || (await offered.ReadAsync(dossier.CommuneId, dossier.DemarcheCode, cancellationToken)).Find(connaissance) is not { } modele)
        {
            return Results.NotFound();
        }

        var service = await db.Services.Where(row => row.CommuneId == dossier.CommuneId && row.Id == dossier.ServiceId).Select(row => row.Nom).FirstOrDefaultAsync(cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(ModeleFields.Fill(modele.Texte, ModeleFields.Of(dossier, directory.Find(dossier.CommuneId)!, service, agent, offered.Today)), Text);
    }

    private static async Task<IResult> OfCounterAsync(
        Guid connaissance, string? commune, string? demarche, Guid? personne, PortalDb db, OfferedConnaissances offered, CommuneDirectory directory, HttpContext context, CancellationToken cancellationToken)
    {
        var agent = context.RequireAgent();
        if (directory.FindInsee(commune ?? "") is not { } chosen || !agent.MayQualify(chosen.Id)
            || (await offered.ReadAsync(chosen.Id, demarche ?? "", cancellationToken)).Find(connaissance) is not { } modele)
        {
            return Results.NotFound();
        }

        var who = personne is { } id ? await IntakePersonne.FindAsync(db, chosen.Id, id, cancellationToken) : null;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(CounterModele.Fill(modele, chosen, who, agent, offered.Today), Text);
    }
}
