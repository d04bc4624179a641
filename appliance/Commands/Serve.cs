using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;

namespace Beffroi.Appliance.Commands;

/// <summary>Runs the appliance until it is asked to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(ApplianceSettings settings, bool development, CancellationToken cancellationToken)
    {
        if (FolderFault(settings) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return ExitCodes.Failed;
        }

        await using var app = ApplianceBuilder.Build(settings, development);
        await app.Services.PrepareAsync(cancellationToken);
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

    private static string? FolderFault(ApplianceSettings settings)
    {
        foreach (var folder in (string[])[settings.Data, settings.Logs])
        {
            try
            {
                Directory.CreateDirectory(folder);
                var probe = Path.Combine(folder, ".ecriture");
                File.WriteAllText(probe, "");
                File.Delete(probe);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return $"Le dossier {folder} n’accepte pas d’écriture. Donnez-le à l’utilisateur qui lance Beffroi, ou indiquez-en un autre avec --data.";
            }
        }

        return null;
    }
}
