using System.Text.Encodings.Web;
using System.Text.Unicode;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Beffroi.Web;

/// <summary>The door of what all screens share: hosts, layout parts, tag helpers and styles.</summary>
public static class WebModule
{
    /// <summary>Adds the shared services.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, OnHostMatcherPolicy>());
        // French letters are sent as they are: the default encoder writes « é » in six characters. Markup stays escaped.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }
}
