using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.Web;

/// <summary>The door of what all screens share: hosts, layout parts, tag helpers and styles.</summary>
public static class WebModule
{
    /// <summary>Adds the shared services.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, OnHostMatcherPolicy>());
        return services;
    }
}
