using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Cartes;

/// <summary>What a page says of its map to the script that draws it.</summary>
/// <param name="Href">Where the map of the commune is.</param>
/// <param name="Nom">The commune.</param>
/// <param name="Tuiles">The address of the tiles shown under it, with {z}, {x} and {y}; null without.</param>
/// <param name="Sources">Who is to be named for what is shown.</param>
public sealed record CartePage(string Href, string Nom, string? Tuiles, string Sources);

/// <summary>Tells pages whether there is a map to show, and lets them show the tiles that the syndicate set.</summary>
public sealed class CartePages(PortalDb db, PortalSettings settings)
{
    /// <summary>The map of a commune; null when the appliance knows neither its limits nor any address of it, and no tiles are set.</summary>
    public async Task<CartePage?> FindAsync(HttpContext context, Commune commune, string href)
    {
        var tiles = CarteTuiles.Origin(settings.CarteTuiles);
        var addressed = await db.Addresses.AnyAsync(address => address.CommuneId == commune.Id && address.Latitude != null, context.RequestAborted);
        if (tiles is null && !addressed && commune.Limites is null)
        {
            return null;
        }

        if (tiles is not null)
        {
            context.Response.AllowImagesFrom(tiles);
        }

        string?[] sources =
        [
            tiles is null || settings.CarteAttribution.Length == 0 ? null : settings.CarteAttribution,
            commune.Limites is null ? null : "Limites\u00A0: IGN, ADMIN EXPRESS",
            addressed ? "Adresses\u00A0: Base Adresse Locale" : null,
        ];
        return new(href, commune.Nom, tiles is null ? null : settings.CarteTuiles, string.Join(" · ", sources.Where(source => source is not null)));
    }
}
