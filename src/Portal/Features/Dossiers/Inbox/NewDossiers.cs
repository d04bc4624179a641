using System.Globalization;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>Tells a list that stays open how many requests came since; the list itself never moves under the hand.</summary>
internal static class NewDossiers
{
    private const int MostCounted = 99;

    /// <summary>The instant of a list as its address carries it.</summary>
    public static long Mark(DateTimeOffset now) => now.ToUnixTimeMilliseconds();

    public static void MapNewDossiers(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/dossiers/nouvelles", CountAsync)
        .WithMetadata(new OnHostAttribute(HostKind.Bureau))
        .RequireAuthorization(BureauConventions.AgentPolicy);

    private static async Task<IResult> CountAsync(string? depuis, PortalDb db, InboxRows inbox, HttpContext context, CancellationToken cancellationToken)
    {
        var agent = context.RequireAgent();
        if (agent.Communes.Length == 0 || !long.TryParse(depuis, CultureInfo.InvariantCulture, out var mark) || mark is not (> 0 and < 253_402_300_000_000))
        {
            return Results.NotFound();
        }

        // The heads of the logs move with every act: while they stand still, nothing is counted.
        var heads = await db.Ledgers.SumAsync(row => row.Sequence, cancellationToken);
        var tag = new EntityTagHeaderValue($"\"{heads}-{mark}\"");
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.GetTypedHeaders().ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        // Keys begin with the instant of filing.
        var since = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(mark + 1));
        var first = since.ToByteArray(bigEndian: true);
        first.AsSpan(6).Clear();
        var from = new Guid(first, bigEndian: true);
        var filter = InboxFilter.Read(context.Request.Query);
        var count = await inbox.Narrow(db, inbox.View(db.Dossiers, agent, filter.View), agent, filter)
            .Where(row => row.Id > from)
            .OrderBy(row => row.Id)
            .Take(MostCounted + 1)
            .CountAsync(cancellationToken);
        return Results.Json(new { nouvelles = count, mots = Words(count) });
    }

    private static string? Words(int count) => count switch
    {
        0 => null,
        > MostCounted => $"Plus de {French.Count(MostCounted, "nouvelle demande")}",
        _ => French.Count(count, "nouvelle demande", "nouvelles demandes"),
    };
}
