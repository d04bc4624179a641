using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Site;

/// <summary>
/// Keeps a public page for ten minutes, once for each host and path, the same for everybody; sooner gone when the page says that it
/// will be wrong before (<see cref="SiteCache.ExpireAt"/>) or when the commune's content changes (<see cref="SiteCache.DropAsync"/>).
/// Answers to a question (<c>q</c>) and further pages (<c>page</c>) are not kept: there may be any number of them.
/// </summary>
public sealed class PublicCachePolicy : IOutputCachePolicy
{
    /// <summary>The name in <c>[OutputCache(PolicyName = …)]</c>.</summary>
    public const string Name = "Public";

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var keeps = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !IsOfMany(request);
        context.EnableOutputCaching = keeps;
        context.AllowCacheLookup = keeps;
        context.AllowCacheStorage = keeps;
        context.AllowLocking = keeps;
        context.ResponseExpirationTimeSpan = s_longest;
        // The host is already in the key; any other query string is not: it changes nothing on these pages.
        context.CacheVaryByRules.QueryKeys = default;
        context.HttpContext.Response.Headers.CacheControl = "no-cache";
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.Tags.Add(SiteCache.TagOf(context.HttpContext.GetSiteHost().CommuneId));
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
        {
            context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }

        if (SiteCache.ExpiryOf(context.HttpContext) is { } wrongAt)
        {
            var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var left = wrongAt - now;
            context.AllowCacheStorage &= left > TimeSpan.Zero;
            context.ResponseExpirationTimeSpan = left < s_longest ? left : s_longest;
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsOfMany(HttpRequest request) =>
        request.QueryString.HasValue && (request.Query.ContainsKey("q") || request.Query.ContainsKey("page"));
}
