using Beffroi.Portal.Features.Bureau;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>What the inbox shows, as its address says it.</summary>
public sealed record InboxFilter
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The agent of an address who is the one who reads it.</summary>
    public const string Me = "moi";

    /// <summary>The agent of an address for dossiers that nobody has taken.</summary>
    public const string Nobody = "aucun";

    // Beyond the lines that are counted, one narrows the list.
    private const int LastPage = InboxRows.MostCounted / PageSize;

    /// <summary>The view.</summary>
    public required InboxView View { get; init; }

    /// <summary>One commune, by its INSEE code, or null for all of the agent's.</summary>
    public string? Insee { get; init; }

    /// <summary>One phase, or null.</summary>
    public Phase? Phase { get; init; }

    /// <summary>One channel, or null.</summary>
    public Channel? Channel { get; init; }

    /// <summary>One service, by its code, or null.</summary>
    public string? Service { get; init; }

    /// <summary>One agent, by the key, <see cref="Me"/> or <see cref="Nobody"/>; null for all.</summary>
    public string? Agent { get; init; }

    /// <summary>One démarche, by its code, or null.</summary>
    public string? Demarche { get; init; }

    /// <summary>One priority, or null.</summary>
    public Priority? Priority { get; init; }

    /// <summary>What is searched for, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether the view is narrowed.</summary>
    public bool IsNarrowed => this with { View = InboxView.ATraiter, Insee = null, Text = null, Page = 1 } != new InboxFilter { View = InboxView.ATraiter };

    /// <summary>Reads the query of an address; what it cannot read is left out.</summary>
    public static InboxFilter Read(IQueryCollection query)
    {
        var text = Clean(query["q"]);
        return new InboxFilter
        {
            View = InboxViews.Find(query["vue"]) ?? (text is null ? InboxView.ATraiter : InboxView.Toutes),
            Insee = Clean(query["commune"]),
            Phase = Find<Phase>(query["phase"]),
            Channel = Find<Channel>(query["canal"]),
            Service = Clean(query["service"]),
            Agent = Clean(query["agent"]) is { } agent && (agent is Me or Nobody || Guid.TryParse(agent, out _)) ? agent : null,
            Demarche = Clean(query["demarche"]),
            Priority = Find<Priority>(query["priorite"]),
            Text = text,
            Page = int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, LastPage) : 1,
        };
    }

    /// <summary>Reads the query of an address as it is written.</summary>
    public static InboxFilter Read(string query) => Read(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>The address of another state of the list, from its first page.</summary>
    public string Href(Func<InboxFilter, InboxFilter> change) => "/dossiers" + change(this with { Page = 1 }).Query;

    /// <summary>The address of another page of the list.</summary>
    public string PageHref(int page) => "/dossiers" + (this with { Page = page }).Query;

    /// <summary>The query of the address, from its question mark.</summary>
    public string Query => QueryHelpers.AddQueryString("", Parts.Select(part => KeyValuePair.Create(part.Key, (string?)part.Value)));

    /// <summary>What a form of the filters by agent, démarche and priority carries along.</summary>
    public IEnumerable<KeyValuePair<string, string>> Others => (this with { Agent = null, Demarche = null, Priority = null, Page = 1 }).Parts;

    /// <summary>What it shows, in words.</summary>
    /// <param name="commune">The name of a commune by its INSEE code.</param>
    /// <param name="service">The name of a service by its code.</param>
    /// <param name="demarche">The name of a démarche by its code.</param>
    public string InWords(Func<string, string?> commune, Func<string, string?> service, Func<string, string?> demarche) => string.Join(", ", ((string?[])
    [
        Text is null ? View.Label() : $"{View.Label()} avec «\u00a0{Text}\u00a0»",
        Insee is null ? null : commune(Insee) ?? Insee,
        Phase is { } phase ? "phase " + BureauWords.Of(phase).ToLowerInvariant() : null,
        Channel is { } channel ? BureauWords.Of(channel) : null,
        Service is null ? null : $"service «\u00a0{service(Service) ?? Service}\u00a0»",
        Agent switch { null => null, Me => "confiées à l’agent qui ouvre la vue", Nobody => "sans agent", _ => "un agent" },
        Demarche is null ? null : $"démarche «\u00a0{demarche(Demarche) ?? Demarche}\u00a0»",
        Priority is { } priority ? "priorité " + BureauWords.Of(priority).ToLowerInvariant() : null,
    ]).Where(part => part is not null));

    private IEnumerable<KeyValuePair<string, string>> Parts => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["vue"] = View.Slug(),
        ["commune"] = Insee,
        ["phase"] = Phase?.ToString().ToLowerInvariant(),
        ["canal"] = Channel?.ToString().ToLowerInvariant(),
        ["service"] = Service,
        ["agent"] = Agent,
        ["demarche"] = Demarche,
        ["priorite"] = Priority?.ToString().ToLowerInvariant(),
        ["q"] = Text,
        ["page"] = Page > 1 ? Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    }.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));

    private static T? Find<T>(string? name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase));

    private static string? Clean(string? text)
    {
        var clean = text is null ? "" : new string([.. text.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length == 0 ? null : clean[..Math.Min(clean.Length, 100)];
    }
}
