using Beffroi.Portal.Features.Terrain;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>The services of reports from the field and of what is typed offline.</summary>
internal static class HorsLigneServices
{
    public static void AddHorsLigne(this IServiceCollection services)
    {
        services.AddSingleton<TerrainDesk>();
        services.AddSingleton<AgentKeys>();
        services.AddSingleton<SendQueued>();
    }
}
