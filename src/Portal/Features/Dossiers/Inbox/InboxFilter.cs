using Beffroi.Portal.Features.Bureau;
using Microsoft.AspNetCore.WebUtilities;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>What the inbox shows, as its address says it.</summary>
/// <param name="View">The view.</param>
/// <param name="Insee">One commune, by its INSEE code, or null for all of the agent's.</param>
/// <param name="Phase">One phase, or null.</param>
/// <param name="Channel">One channel, or null.</param>
/// <param name="Service">One service, by its code, or null.</param>
/// <param name="Text">What is searched for, or null.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record InboxFilter(InboxView View, string? Insee, Phase? Phase, Channel? Channel, string? Service, string? Text, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private const int LastPage = 10_000;

    /// <summary>Reads the address; what it cannot read is left out.</summary>
    public static InboxFilter Read(string? vue, string? commune, string? phase, string? canal, string? service, string? q, int? page)
    {
        var text = Clean(q);
        return new InboxFilter(
            InboxViews.Find(vue) ?? (text is null ? InboxView.ATraiter : InboxView.Toutes),
            Clean(commune),
            Find<Phase>(phase),
            Find<Channel>(canal),
            Clean(service),
            text,
            Math.Clamp(page ?? 1, 1, LastPage));
    }

    /// <summary>The address of another state of the list, from its first page.</summary>
    public string Href(Func<InboxFilter, InboxFilter> change) => change(this with { Page = 1 }).Address();

    private string Address() => QueryHelpers.AddQueryString("/dossiers", new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["vue"] = View.Slug(),
        ["commune"] = Insee,
        ["phase"] = Phase?.ToString().ToLowerInvariant(),
        ["canal"] = Channel?.ToString().ToLowerInvariant(),
        ["service"] = Service,
        ["q"] = Text,
        ["page"] = Page > 1 ? Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    }.Where(pair => pair.Value is not null));

    private static T? Find<T>(string? name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase));

    private static string? Clean(string? text)
    {
        var clean = text is null ? "" : new string([.. text.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length == 0 ? null : clean[..Math.Min(clean.Length, 100)];
    }
}
