using System.Globalization;
using Beffroi.Bench.Servers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench.Bare;

/// <summary>A plain Razor Page that reads what the home page reads and has its size: <c>DATA PORT COMMUNE-ID SIZE</c>.</summary>
internal static class BarePage
{
    public static async Task RunAsync(string[] arguments)
    {
        var builder = ChildHost.CreateBuilder(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        builder.Services.AddDbContextPool<BarePortal>(options => options
            .UseSqlite($"Data Source={Path.Combine(arguments[0], "portal.db")};Foreign Keys=True")
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new BarePageSettings(Guid.Parse(arguments[2]), int.Parse(arguments[3], CultureInfo.InvariantCulture)));
        builder.Services.AddRazorPages().WithRazorPagesRoot("/Bare/Pages").AddApplicationPart(typeof(BarePage).Assembly);
        await using var app = builder.Build();
        app.MapRazorPages();
        await ChildHost.ServeAsync(app);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="CommuneId">The commune.</param>
/// <param name="Padding">How many characters it adds to its rows, so that it has the size of the page it stands beside.</param>
public sealed record BarePageSettings(Guid CommuneId, int Padding);
