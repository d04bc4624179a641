using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Site;

/// <summary>The kept public pages: what changes a commune's site calls <see cref="DropAsync"/>.</summary>
public sealed class SiteCache(IOutputCacheStore store, SiteMenu menu)
{
    private static readonly object s_expiry = new();

    /// <summary>Drops every kept page of a commune; <see cref="Guid.Empty"/> drops those of the syndicate.</summary>
    public async Task DropAsync(Guid communeId, CancellationToken cancellationToken = default)
    {
        menu.Forget(communeId);
        await store.EvictByTagAsync(TagOf(communeId), cancellationToken);
    }

    /// <summary>Says that the page being made is wrong from an instant on, UTC; the earliest one said counts.</summary>
    public static void ExpireAt(HttpContext context, DateTime? utc)
    {
        if (utc is { } instant && (ExpiryOf(context) is not { } known || instant < known))
        {
            context.Items[s_expiry] = instant;
        }
    }

    internal static DateTime? ExpiryOf(HttpContext context) => context.Items.TryGetValue(s_expiry, out var value) ? (DateTime?)value : null;

    internal static string TagOf(Guid communeId) => $"commune:{communeId}";
}
