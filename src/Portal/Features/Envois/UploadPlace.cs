using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Envois;

/// <summary>The form for which files are sent in parts.</summary>
/// <param name="OwnerId">To whom the uploads belong.</param>
/// <param name="Root">The address that begins one.</param>
/// <param name="IsOpen">Whether a new one may begin.</param>
/// <param name="Most">The most uploads at a time.</param>
/// <param name="SizeOf">The largest file of a box, in bytes; null when the form has no such box.</param>
internal sealed record UploadPlace(Guid OwnerId, string Root, bool IsOpen, int Most, Func<string?, long?> SizeOf)
{
    // Two boxes of the page of a dossier, and every attachment of a form at the counter.
    private const int MostOfAgent = 30;
    private const int MostOfUsager = 10;

    /// <summary>The draft that the browser holds.</summary>
    public static async Task<UploadPlace?> OfDraftAsync(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        return await context.RequestServices.GetRequiredService<Journeys>().FindAsync(context, slug) is { Draft: { } draft, Demarche: var demarche } journey
            ? new UploadPlace(
                draft.Id, DemarcheLinks.Uploads(slug), journey.Closed is null, MostOfUsager,
                box => demarche.AllFields().FirstOrDefault(field => field.Kind is FieldKind.Attachment && field.Id == box) is { } asked
                    ? Math.Min(PieceIntake.MaxBytes, (asked.MaxMegabytes ?? int.MaxValue) * 1024L * 1024)
                    : null)
            : null;
    }

    /// <summary>The request that the browser follows.</summary>
    public static async Task<UploadPlace?> OfFollowedAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<FollowCookie>().FindAsync(context, context.RequestServices.GetRequiredService<PortalDb>()) is { } dossier
            ? new UploadPlace(dossier.Id, FollowLinks.Uploads, !dossier.IsClosed, MostOfUsager, Boxes(FollowModel.Box))
            : null;

    /// <summary>The dossier that the agent works on.</summary>
    public static async Task<UploadPlace?> OfDossierAsync(HttpContext context)
    {
        var numero = (string)context.Request.RouteValues["numero"]!;
        var agent = context.RequireAgent();
        var db = context.RequestServices.GetRequiredService<PortalDb>();
        return await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, context.RequestAborted) is { } dossier && agent.MayWork(dossier.CommuneId)
            ? new UploadPlace(
                FormUploads.OwnerOf(dossier.Id, agent.Sub), DossierForm.UploadsOf(dossier.Numero), true, MostOfAgent,
                Boxes(nameof(DossierForm.Fichier), nameof(DossierForm.Fichiers)))
            : null;
    }

    /// <summary>The request that the agent takes at the counter.</summary>
    public static Task<UploadPlace?> OfIntakeAsync(HttpContext context)
    {
        var agent = context.RequireAgent();
        // The intake is a row once it is filed only: its form names it, and its boxes are those of a démarche that the address does not say.
        return Task.FromResult(Guid.TryParse((string?)context.Request.RouteValues["depot"], out var depot) && agent.Communes.Any(agent.MayQualify)
            ? new UploadPlace(FormUploads.OwnerOf(depot, agent.Sub), IntakeFiles.UploadsOf(depot), true, MostOfAgent, box => box is { Length: > 0 and <= 100 } ? PieceIntake.MaxBytes : null)
            : null);
    }

    private static Func<string?, long?> Boxes(params string[] names) => box => names.Contains(box) ? PieceIntake.MaxBytes : null;
}
