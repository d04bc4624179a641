using System.Net.Sockets;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;
using Beffroi.Appliance.Upgrade;
using Beffroi.Portal;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Commands;

/// <summary>Runs the appliance until it is asked to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(ApplianceSettings settings, bool development, bool json, CancellationToken cancellationToken)
    {
        if (Folders.Fault(settings) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return ExitCodes.Failed;
        }

        using var serving = FileLock.TryShare(DataFolder.ServingLock(settings));
        if (serving is null)
        {
            await Console.Error.WriteLineAsync($"Une restauration ou une mise à jour est en cours dans {settings.Data}. Attendez sa fin, puis recommencez.");
            return ExitCodes.Failed;
        }

        try
        {
            return await StartAndWaitAsync(settings, development, json, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop while it was starting.
            return ExitCodes.Done;
        }
    }

    private static async Task<int> StartAndWaitAsync(ApplianceSettings settings, bool development, bool json, CancellationToken cancellationToken)
    {
        var model = PortalModule.MakePortalModelAsync(settings.DatabaseOf("portal"));
        // Where the package did not do it already: a binary that was copied, a package put back after a removal.
        var upgrade = new SafeUpgrade(settings, development, Speak.Note);
        if (!await upgrade.RunAsync(cancellationToken))
        {
            return ExitCodes.Failed;
        }

        await using var app = ApplianceBuilder.Build(settings, development, waits: !development);
        // The pages are found while the databases are opened.
        var endpoints = Task.Run(() => ((IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count), cancellationToken);
        await app.Services.PrepareAsync(cancellationToken);
        await Task.WhenAll(endpoints, model);
        var listeners = app.Services.GetRequiredService<Listeners>();
        await KeepInsideAsync(app, listeners, cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception error) when (Refusal(error, listeners.Shown) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCodes.Failed;
        }

        // From here on requests are accepted: to return to the data of before would lose them.
        upgrade.Done();
        if (json)
        {
            Speak.Json(new { listen = listeners.Shown, url = $"{settings.Scheme}://{settings.Base}/" });
        }
        else
        {
            Speak.Line($"Beffroi écoute sur {listeners.Shown} : {settings.Scheme}://{settings.Base}/");
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }

    // Nothing is open to the network before somebody is there to answer for it.
    private static async Task KeepInsideAsync(WebApplication app, Listeners listeners, CancellationToken cancellationToken)
    {
        if (!listeners.WouldOpen || await HasOperatorAsync(app.Services, cancellationToken))
        {
            return;
        }

        listeners.LoopbackOnly = true;
        app.Logger.LogWarning("No operator exists yet: listening on {Addresses} only, until beffroi setup and a restart", listeners.Shown);
        await Console.Error.WriteLineAsync(
            $"Aucun opérateur n’existe encore : Beffroi n’écoute que cette machine ({listeners.Shown}). Lancez « beffroi setup », puis « systemctl restart beffroi ».");
    }

    private static async Task<bool> HasOperatorAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
        return await db.Memberships.AnyAsync(row => row.Role == Role.SyndicatOperateur, cancellationToken);
    }

    private static string? Refusal(Exception error, string addresses) => (error.InnerException ?? error) switch
    {
        AddressInUseException => $"Le port de {addresses} est déjà pris par un autre programme. Arrêtez-le, ou choisissez une autre adresse avec --listen.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"Le port de {addresses} est déjà pris par un autre programme. Arrêtez-le, ou choisissez une autre adresse avec --listen.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"L’utilisateur {ProcessUser.UserName} ne peut pas écouter sur {addresses} : sous 1024, il faut la capacité CAP_NET_BIND_SERVICE ou l’activation par socket de systemd.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => $"Aucune interface de cette machine ne porte une des adresses {addresses}. Vérifiez Listen.",
        _ => null,
    };
}
