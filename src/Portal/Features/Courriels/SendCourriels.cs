using Beffroi.Portal.Data;
using Beffroi.Portal.Ports;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>
/// Sends the waiting mails in their order. Each is marked before it is handed over and after: one that the appliance died on is put
/// aside for the operator, since nobody can know whether it left, and is never sent a second time by itself.
/// </summary>
public sealed class SendCourriels(PortalContexts contexts, PortalWrites writes, ICourrielTransport transport, TimeProvider time, ILogger<SendCourriels> logger)
    : IScheduledJob
{
    private const int MaxAttempts = 12;

    /// <inheritdoc />
    public static string Name => "courriels";

    /// <inheritdoc />
    public static string Label => "Envoi des courriels";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromSeconds(15), "toutes les 15 secondes et à chaque dépôt");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        await SetAsideUncertainAsync(stopping);

        var sent = 0;
        while (!stopping.IsCancellationRequested && await NextAsync(stopping) is { } courriel)
        {
            if (!await SendAsync(courriel))
            {
                break;
            }

            sent++;
        }

        return sent;
    }

    // The job never runs twice at once: what is still marked as being sent was cut off by the end of a former process.
    private Task<int> SetAsideUncertainAsync(CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.Syndicat,
        (db, token) => db.Courriels
            .IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(courriel => courriel.State == CourrielState.EnCours)
            .ExecuteUpdateAsync(set => set.SetProperty(courriel => courriel.State, CourrielState.Incertain), token),
        cancellationToken);

    private async Task<Courriel?> NextAsync(CancellationToken cancellationToken)
    {
        var now = Now();
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return await db.Courriels
            .IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(courriel => courriel.State == CourrielState.EnAttente && courriel.NextAttemptAt <= now)
            .OrderBy(courriel => courriel.NextAttemptAt).ThenBy(courriel => courriel.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Hands one mail over; false when the server cannot be reached and the others would fare no better.</summary>
    private async Task<bool> SendAsync(Courriel courriel)
    {
        await MarkAsync(courriel.Id, row => row.State = CourrielState.EnCours);
        try
        {
            // Not cancelled by a stop: a mail half handed over would be neither sent nor kept.
            await transport.SendAsync(courriel, CancellationToken.None);
        }
        catch (CourrielRefusedException refused)
        {
            await MarkAsync(courriel.Id, row =>
            {
                row.State = CourrielState.Echec;
                row.Attempts++;
                row.LastError = refused.Message;
            });
            return true;
        }
        catch (CourrielDelayedException delayed)
        {
            await MarkAsync(courriel.Id, row =>
            {
                row.Attempts++;
                row.State = row.Attempts >= MaxAttempts ? CourrielState.Echec : CourrielState.EnAttente;
                row.NextAttemptAt = Now() + TimeSpan.FromSeconds(Math.Min(15 * Math.Pow(2, row.Attempts - 1), 3600));
                row.LastError = delayed.Message;
            });
            logger.LogWarning("Mail {Courriel} could not be handed over: {Reason}", courriel.Id, delayed.Message);
            return false;
        }

        await MarkAsync(courriel.Id, row =>
        {
            row.State = CourrielState.Envoye;
            row.Attempts++;
            row.SentAt = Now();
            row.LastError = null;
        });
        return true;
    }

    private Task MarkAsync(Guid id, Action<Courriel> change) => writes.RunAsync(
        CommuneScope.Syndicat,
        async (db, token) =>
        {
            change(await db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]).FirstAsync(courriel => courriel.Id == id, token));
            await db.SaveChangesAsync(token);
        },
        CancellationToken.None);

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
