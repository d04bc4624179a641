namespace Beffroi.Web.Hosting;

/// <summary>What a layout shows of the one who speaks: the commune or the syndicate, never the software.</summary>
/// <param name="Name">The name as written, such as « Saint-Lô ».</param>
/// <param name="Subtitle">The line under the name, such as « Mairie · Manche ».</param>
/// <param name="Monogram">One or two letters for the shield.</param>
/// <param name="Accent">The colour as <c>#rrggbb</c>.</param>
/// <param name="ThemeHref">The address of the style sheet that carries the colour.</param>
public sealed record Brand(string Name, string Subtitle, string Monogram, string Accent, string ThemeHref);

/// <summary>The address of a request, resolved: which kind, which commune, in which colours.</summary>
/// <param name="Kind">What is served here.</param>
/// <param name="Host">The host with its port, as the browser writes it.</param>
/// <param name="Brand">The look of this host.</param>
/// <param name="CommuneId">The commune of a commune's host, otherwise <see cref="Guid.Empty"/>.</param>
/// <param name="RedirectTo">The host that replaced this one, when it is a former address.</param>
public sealed record SiteHost(HostKind Kind, string Host, Brand Brand, Guid CommuneId = default, string? RedirectTo = null);
