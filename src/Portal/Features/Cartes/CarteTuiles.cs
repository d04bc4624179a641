namespace Beffroi.Portal.Features.Cartes;

/// <summary>The address of map tiles that the syndicate sets, such as those of IGN's Géoplateforme.</summary>
public static class CarteTuiles
{
    private static readonly string[] s_parts = ["{z}", "{x}", "{y}"];

    /// <summary>The origin that serves the tiles, <c>https://data.geopf.fr</c>; null when the address is not one of tiles over HTTPS (or HTTP on this machine) on one host.</summary>
    public static string? Origin(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Array.TrueForAll(s_parts, part => template.Contains(part, StringComparison.Ordinal))
            && template.IndexOf('{', StringComparison.Ordinal) > template.IndexOf('/', Math.Min(template.Length, "https://".Length))
            && Uri.TryCreate(template.Replace("{z}", "0", StringComparison.Ordinal).Replace("{x}", "0", StringComparison.Ordinal).Replace("{y}", "0", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address is { UserInfo.Length: 0, IdnHost: var host } && !address.AbsoluteUri.Contains("%7B", StringComparison.OrdinalIgnoreCase)
            ? $"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : ":" + address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))}"
            : null;
    }
}
