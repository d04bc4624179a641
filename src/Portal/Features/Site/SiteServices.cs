using Beffroi.Portal.Features.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Site;

/// <summary>What the public pages need.</summary>
internal static class SiteServices
{
    public static void AddSite(this IServiceCollection services)
    {
        services.AddSingleton<SiteMenu>();
        services.AddSingleton<SiteCache>();
        services.AddSingleton<DepartementDots>();
        services.AddOutputCache(options => options.AddPolicy(PublicCachePolicy.Name, new PublicCachePolicy()));
        services.Configure<MvcOptions>(options => options.Filters.Add<ExpiredFormFilter>());
    }

    public static void MapSite(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTheme();
        endpoints.MapSiteFiles();
    }
}
