using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Demarches.Envois;

/// <summary>
/// Takes large files in parts that survive a cut connection: tus 1.0.0, core with creation, checksum, expiration and termination. An upload belongs
/// to the draft that the browser holds; a whole one waits for the form of its page, which takes it in as a posted file.
/// </summary>
internal static class TusEndpoints
{
    private const string Root = "/demarches/{slug}/demande/envois";

    public static void MapUploads(this IEndpointRouteBuilder endpoints)
    {
        var hosts = new OnHostAttribute(HostKind.Commune);
        endpoints.MapMethods(Root, [HttpMethods.Options], Describe).WithMetadata(hosts);
        endpoints.MapPost(Root, CreateAsync).WithMetadata(hosts);
        endpoints.MapMethods(Root + "/{id}", [HttpMethods.Head, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Post], OneAsync).WithMetadata(hosts);
    }

    private static IResult Describe(HttpResponse response)
    {
        response.Headers["Tus-Resumable"] = response.Headers["Tus-Version"] = TusHeaders.Version;
        response.Headers["Tus-Extension"] = "creation,checksum,expiration,termination";
        response.Headers["Tus-Checksum-Algorithm"] = "sha1,sha256";
        response.Headers["Tus-Max-Size"] = PieceIntake.MaxBytes.ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(string slug, HttpContext context, Journeys journeys, UploadStore store, IAntiforgery antiforgery)
    {
        var headers = context.Request.Headers;
        if (await RefusalAsync(context, antiforgery, writes: true) is { } refusal)
        {
            return refusal;
        }

        if (await journeys.FindAsync(context, slug) is not { Closed: null, Draft: { } draft, Demarche: var demarche })
        {
            return Say(StatusCodes.Status404NotFound, "Cette demande n’est pas ouverte sur cet appareil. Rechargez la page.");
        }

        if (!TusHeaders.TryRead(headers, "Upload-Length", out var length) || length == 0
            || demarche.AllFields().FirstOrDefault(field => field.Kind is FieldKind.Attachment && field.Id == TusHeaders.Metadata(headers, "champ")) is not { } asked)
        {
            return Say(StatusCodes.Status400BadRequest, "Ce fichier ne peut pas être envoyé ainsi. Choisissez-le de nouveau.");
        }

        var most = Math.Min(PieceIntake.MaxBytes, (asked.MaxMegabytes ?? int.MaxValue) * 1024L * 1024);
        if (length > most)
        {
            return Say(StatusCodes.Status413PayloadTooLarge, $"Le fichier dépasse {most / 1024 / 1024}\u00a0Mo. Réduisez-le, ou envoyez une photo moins grande.");
        }

        var upload = await store.CreateAsync(draft.Id, asked.Id, TusHeaders.Metadata(headers, "filename") is { Length: > 0 and <= 255 } name ? name : "fichier", length, context.RequestAborted);
        context.Response.Headers.Location = $"{DemarcheLinks.Uploads(slug)}/{upload.Id:N}";
        Expire(context.Response, store, upload);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> OneAsync(string slug, string id, HttpContext context, Journeys journeys, UploadStore store, IAntiforgery antiforgery)
    {
        var method = MethodOf(context.Request);
        if (await RefusalAsync(context, antiforgery, writes: method != HttpMethods.Head) is { } refusal)
        {
            return refusal;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (!TusHeaders.TryReadId(id, out var key)
            || await journeys.FindAsync(context, slug) is not { Draft: { } draft }
            || await store.FindAsync(draft.Id, key.Value, context.RequestAborted) is not { } upload)
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

    private static IResult Say(int status, string words) => Results.Text(words, "text/plain; charset=utf-8", statusCode: status);
}
