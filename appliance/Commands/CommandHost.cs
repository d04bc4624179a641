using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;

namespace Beffroi.Appliance.Commands;

/// <summary>Gives a command the services of the appliance without serving: it may run beside the running one.</summary>
internal static class CommandHost
{
    public static async Task<int> RunAsync(ApplianceSettings settings, bool development, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken, Action<WebApplicationBuilder>? adjust = null, bool portalOnly = false)
    {
        if (Folders.Fault(settings) is { } fault)
        {
            Speak.Note(fault);
            return ExitCodes.Failed;
        }

        // On a developer's machine the schema changes many times a day, and the data is a demonstration.
        if (!development && await DataSchema.RefusalAsync(settings, cancellationToken) is { } refusal)
        {
            Speak.Note(refusal);
            return ExitCodes.RefusedByRule;
        }

        await using var app = ApplianceBuilder.Build(settings, development, runsJobs: false, adjust, serves: false);
        await (portalOnly ? app.Services.PreparePortalAsync(cancellationToken) : app.Services.PrepareAsync(cancellationToken));
        return await work(app.Services);
    }
}
