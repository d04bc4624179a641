using Beffroi.Appliance.Configuration;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Beffroi.Appliance.Hosting;

/// <summary>Logs as compact JSON, one file a day, kept by policy; addresses, names and answers are never written.</summary>
internal static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder, ApplianceSettings settings, bool development)
    {
        builder.Logging.ClearProviders();
        builder.Host.UseSerilog((_, logger) =>
        {
            logger
                .MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
                // Enabled at any level, it makes a scope and an activity for each request, cached pages included; RequestScopeMiddleware follows the cache.
                .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
                .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
                .MinimumLevel.Override("OpenIddict", LogEventLevel.Warning)
                .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
                .WriteTo.File(
                    new CompactJsonFormatter(),
                    Path.Combine(settings.Logs, "beffroi-.json"),
                    rollingInterval: RollingInterval.Day,
                    retainedFileCountLimit: settings.LogsKeptDays,
                    shared: true);
            if (development)
            {
                // What a command prints is for other programs to read.
                logger.WriteTo.Console(restrictedToMinimumLevel: LogEventLevel.Warning, standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
            }
        });
    }
}
