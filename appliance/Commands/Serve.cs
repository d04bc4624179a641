using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;

namespace Beffroi.Appliance.Commands;

/// <summary>Runs the appliance until it is asked to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(ApplianceSettings settings, bool development, CancellationToken cancellationToken)
    {
        if (Folders.Fault(settings) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return ExitCodes.Failed;
        }

        using var serving = FileLock.TryShare(DataFolder.ServingLock(settings));
        if (serving is null)
        {
            await Console.Error.WriteLineAsync($"Une restauration est en cours dans {settings.Data}. Attendez sa fin, puis recommencez.");
            return ExitCodes.Failed;
        }

        await using var app = ApplianceBuilder.Build(settings, development);
        // The pages are found while the databases are opened.
        var endpoints = Task.Run(() => ((IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count), cancellationToken);
        await app.Services.PrepareAsync(cancellationToken);
        await endpoints;
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"Le port de {settings.Listen} est déjà pris par un autre programme. Arrêtez-le, ou choisissez une autre adresse avec --listen.");
            return ExitCodes.Failed;
        }

        Console.WriteLine($"Beffroi écoute sur {settings.Listen} : {settings.Scheme}://{settings.Base}/");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
