using System.Globalization;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Envois;

/// <summary>
/// Takes large files in parts that survive a cut connection: tus 1.0.0, core with creation, checksum, expiration and termination. An upload belongs
/// to the draft or the request that the browser holds, or to the agent who sends it; a whole one waits for its form, which takes it in as a posted file.
/// </summary>
internal static class TusEndpoints
{
    /// <summary>What is said when nothing can be written: the browser tries again by itself.</summary>
    private const string NoRoomWords = "Le site ne peut rien enregistrer pour l’instant. Ce qui est déjà envoyé est gardé\u00a0: gardez cette page ouverte, l’envoi reprendra. Si cela dure, prévenez la mairie.";

    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);

    private delegate Task<UploadPlace?> Find(HttpContext context);

    public static void MapUploads(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/demarches/{slug}/demande/envois", UploadPlace.OfDraftAsync, HostKind.Commune);
        Map(endpoints, FollowLinks.Uploads, UploadPlace.OfFollowedAsync, HostKind.Commune);
        Map(endpoints, DossierForm.UploadsOf("{numero}"), UploadPlace.OfDossierAsync, HostKind.Bureau);
        Map(endpoints, IntakeFiles.UploadsRoute, UploadPlace.OfIntakeAsync, HostKind.Bureau);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string root, Find find, HostKind host)
    {
        foreach (var route in (IEndpointConventionBuilder[])
        [
            endpoints.MapMethods(root, [HttpMethods.Options], Describe),
            endpoints.MapPost(root, (HttpContext context, UploadStore store, IAntiforgery antiforgery) => CreateAsync(context, find, store, antiforgery)),
            endpoints.MapMethods(root + "/{id}", [HttpMethods.Head, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Post],
                (string id, HttpContext context, UploadStore store, IAntiforgery antiforgery) => OneAsync(id, context, find, store, antiforgery)),
        ])
        {
            route.WithMetadata(new OnHostAttribute(host));
            if (host is HostKind.Bureau)
            {
                route.RequireAuthorization(BureauConventions.AgentPolicy);
            }
        }
    }

    private static IResult Describe(HttpResponse response)
    {
        response.Headers["Tus-Resumable"] = response.Headers["Tus-Version"] = TusHeaders.Version;
        response.Headers["Tus-Extension"] = "creation,checksum,expiration,termination";
        response.Headers["Tus-Checksum-Algorithm"] = "sha1,sha256";
        response.Headers["Tus-Max-Size"] = PieceIntake.MaxBytes.ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Find find, UploadStore store, IAntiforgery antiforgery)
    {
        var headers = context.Request.Headers;
        if (await RefusalAsync(context, antiforgery, writes: true) is { } refusal)
        {
            return refusal;
        }

        if (await find(context) is not { IsOpen: true } place)
        {
            return Say(StatusCodes.Status404NotFound, "Cette demande n’est pas ouverte sur cet appareil. Rechargez la page.");
        }

        if (!TusHeaders.TryRead(headers, "Upload-Length", out var length) || length == 0
            || TusHeaders.Metadata(headers, "champ") is not { } box || place.SizeOf(box) is not { } most)
        {
            return Say(StatusCodes.Status400BadRequest, "Ce fichier ne peut pas être envoyé ainsi. Choisissez-le de nouveau.");
        }

        if (length > most)
        {
            return Say(StatusCodes.Status413PayloadTooLarge, $"Le fichier dépasse {most / 1024 / 1024}\u00a0Mo. {PieceIntake.ReduceWords}");
        }

        try
        {
            var name = TusHeaders.Metadata(headers, "filename") is { Length: > 0 and <= 255 } given ? given : "fichier";
            var upload = await store.CreateAsync(place.OwnerId, place.Most, box, name, length, context.RequestAborted);
            context.Response.Headers.Location = $"{place.Root}/{upload.Id:N}";
            Expire(context.Response, store, upload);
            return Results.StatusCode(StatusCodes.Status201Created);
        }
        catch (UploadStorageException fault)
        {
            return NoRoom(context, fault);
        }
    }

    private static async Task<IResult> OneAsync(string id, HttpContext context, Find find, UploadStore store, IAntiforgery antiforgery)
    {
        var method = MethodOf(context.Request);
        if (await RefusalAsync(context, antiforgery, writes: method != HttpMethods.Head) is { } refusal)
        {
            return refusal;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (!TusHeaders.TryReadId(id, out var key)
            || await find(context) is not { } place
            || await store.FindAsync(place.OwnerId, key.Value, context.RequestAborted) is not { } upload)
        {
            return Results.NotFound();
        }

        if (method == HttpMethods.Patch)
        {
            return await AppendAsync(context, store, upload);
        }

        if (method == HttpMethods.Delete)
        {
            store.Remove(upload);
            return Results.NoContent();
        }

        context.Response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
        Progress(context.Response, store, upload);
        return method == HttpMethods.Head ? Results.Ok() : Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private static async Task<IResult> AppendAsync(HttpContext context, UploadStore store, Upload upload)
    {
        var request = context.Request;
        if (request.ContentType != TusHeaders.PartType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (!TusHeaders.TryRead(request.Headers, "Upload-Offset", out var offset) || !TusHeaders.TryReadChecksum(request.Headers, out var checksum))
        {
            return Results.BadRequest();
        }

        try
        {
            switch (await store.AppendAsync(upload, offset, request.Body, checksum, context.RequestAborted))
            {
                case PartOutcome.Kept:
                    Progress(context.Response, store, upload);
                    return Results.NoContent();
                case PartOutcome.WrongOffset:
                    return Results.StatusCode(StatusCodes.Status409Conflict);
                case PartOutcome.TooLong:
                    return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
                case PartOutcome.Busy:
                    return Results.StatusCode(StatusCodes.Status423Locked);
                default:
                    // tus 1.0.0: « 460 Checksum Mismatch ».
                    return Results.StatusCode(460);
            }
        }
        catch (UploadStorageException fault)
        {
            return NoRoom(context, fault);
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException)
        {
            // Nobody is there to read an answer; a later HEAD says how much came.
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult?> RefusalAsync(HttpContext context, IAntiforgery antiforgery, bool writes)
    {
        context.Response.Headers["Tus-Resumable"] = TusHeaders.Version;
        if (!TusHeaders.SpeaksTus(context.Request))
        {
            context.Response.Headers["Tus-Version"] = TusHeaders.Version;
            return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        return writes && (!TusHeaders.IsSameOrigin(context.Request) || context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            ? Say(StatusCodes.Status403Forbidden, "La page est restée ouverte trop longtemps. Rechargez-la, puis choisissez de nouveau votre fichier.")
            : null;
    }

    // Where something on the way lets no PATCH through.
    private static string MethodOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers["X-HTTP-Method-Override"] is ["PATCH"] ? HttpMethods.Patch : HttpMethods.GetCanonicalizedValue(request.Method);

    private static void Progress(HttpResponse response, UploadStore store, Upload upload)
    {
        response.Headers["Upload-Offset"] = store.OffsetOf(upload).ToString(CultureInfo.InvariantCulture);
        Expire(response, store, upload);
    }

    private static void Expire(HttpResponse response, UploadStore store, Upload upload) =>
        response.Headers["Upload-Expires"] = store.ExpiresAt(upload).ToString("R", CultureInfo.InvariantCulture);

    // As the pages say it: what is wrong is the operator's to mend, and lasts.
    private static IResult NoRoom(HttpContext context, UploadStorageException fault)
    {
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TusEndpoints).FullName!).LogError(fault, "A part of a file could not be written");
        context.Response.Headers.RetryAfter = ((int)s_wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Say(StatusCodes.Status503ServiceUnavailable, NoRoomWords);
    }

    private static IResult Say(int status, string words) => Results.Text(words, "text/plain; charset=utf-8", statusCode: status);
}
