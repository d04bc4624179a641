using System.Globalization;
using System.Threading.RateLimiting;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Adresses.Find;

/// <summary><c>/adresses?q=</c> on a commune's host, and under a commune of the agent's: what the address box proposes while a person types.</summary>
internal static class AddressEndpoint
{
    public const string Path = "/adresses";

    /// <summary>The address for who reports something of a commune from the field.</summary>
    public static string OfCommune(string insee) => $"/terrain/{insee}/adresses";

    public static void MapAddresses(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, FindAsync).WithMetadata(new OnHostAttribute(HostKind.Commune));
        endpoints.MapGet("/terrain/{insee}/adresses", FindOfCommuneAsync).WithMetadata(new OnHostAttribute(HostKind.Bureau)).RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> FindAsync(string? q, HttpContext context, FindAddresses find, AddressBound bound, CommuneDirectory directory)
    {
        if (bound.Wait(context) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (directory.Find(context.GetSiteHost().CommuneId) is not { } commune)
        {
            return Results.NotFound();
        }

        // The file of a commune is public and rarely changes.
        context.Response.Headers.CacheControl = "public, max-age=300";
        return await AnswerAsync(q, find, commune, context.RequestAborted);
    }

    private static async Task<IResult> FindOfCommuneAsync(string insee, string? q, HttpContext context, FindAddresses find, CommuneDirectory directory)
    {
        if (directory.FindInsee(insee) is not { } commune || !context.RequireAgent().Communes.Contains(commune.Id))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "private, max-age=300";
        return await AnswerAsync(q, find, commune, context.RequestAborted);
    }

    private static async Task<IResult> AnswerAsync(string? q, FindAddresses find, Commune commune, CancellationToken cancellationToken)
    {
        var found = AddressQuestion.Read(q) is { } question ? await find.RunAsync(question, commune.Id, cancellationToken) : [];
        return Results.Json(new
        {
            connues = found.Count > 0 || await find.AnyAsync(commune.Id, cancellationToken),
            adresses = found.Select(address => new
            {
                ligne1 = address.Line,
                precision = address.Detail,
                // The national format has no postcode: with several in the commune, the person says theirs.
                codePostal = commune.CodesPostaux.Contains(',', StringComparison.Ordinal) ? null : commune.CodePostal,
                ville = commune.Nom,
                latitude = address.Latitude,
                longitude = address.Longitude,
            }),
        });
    }
}

/// <summary>Bounds the questions of a network (a /24, or a /64 in IPv6): two hundred in ten seconds, many times what people type.</summary>
internal sealed class AddressBound : IDisposable
{
    /// <summary>The questions that are answered in ten seconds.</summary>
    public const int Most = 200;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<string> _asked = PartitionedRateLimiter.Create<string, string>(
        network => RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = s_window, QueueLimit = 0 }));

    /// <summary>Counts a question; how long to wait when there were too many.</summary>
    public TimeSpan? Wait(HttpContext context)
    {
        using var turn = _asked.AttemptAcquire(CodeAttempts.NetworkOf(context.Connection.RemoteIpAddress));
        return turn.IsAcquired ? null : turn.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > TimeSpan.Zero ? known : s_window;
    }

    /// <inheritdoc />
    public void Dispose() => _asked.Dispose();
}
