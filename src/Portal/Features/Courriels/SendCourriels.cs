using Beffroi.Portal.Data;
using Beffroi.Portal.Ports;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>
/// Sends the waiting mails in their order, which one person's mails keep whatever becomes of them. Each is claimed before it is handed over and marked after: one that the appliance died on is
/// put aside for the operator once its claim has run out, since nobody can know whether it left, and is never sent a second time by itself.
/// A server that is away costs no mail a try: all wait as they are until it is back.
/// </summary>
public sealed class SendCourriels(PortalContexts contexts, PortalWrites writes, ICourrielTransport transport, TimeProvider time, ILogger<SendCourriels> logger)
    : IScheduledJob
{
    private const int MaxAttempts = 12;

    // A server that wants none of so many mails one after another wants none at all for now.
    private const int MaxDelays = 5;

    // Longer than any server may take to answer: every step of the exchange is given thirty seconds.
    private static readonly TimeSpan s_claim = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    // A time that lies further ahead than any claim or wait was written by a clock that was wrong: the mail is not kept until then.
    private static readonly TimeSpan s_unbelievable = s_longestWait + TimeSpan.FromMinutes(5);

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

        var (sent, delays) = (0, 0);
        while (!stopping.IsCancellationRequested && delays < MaxDelays && await NextAsync(stopping) is { } courriel)
        {
            if (!await ClaimAsync(courriel.Id))
            {
                continue;
            }

            switch (await SendAsync(courriel))
            {
                case Outcome.ServerDown:
                    return sent;
                case Outcome.Delayed:
                    delays++;
                    break;
                default:
                    (sent, delays) = (sent + 1, 0);
                    break;
            }
        }

        return sent;
    }

    // A claim that has run out was cut off by the end of its process.
    private Task<int> SetAsideUncertainAsync(CancellationToken cancellationToken)
    {
        var (now, wrong) = (Now(), Now() + s_unbelievable);
        return writes.RunAsync(
            CommuneScope.Syndicat,
            (db, token) => db.Courriels
                .IgnoreQueryFilters([PortalDb.CommuneFilter])
                .Where(courriel => courriel.State == CourrielState.EnCours && (courriel.NextAttemptAt <= now || courriel.NextAttemptAt > wrong))
                .ExecuteUpdateAsync(set => set.SetProperty(courriel => courriel.State, CourrielState.Incertain), token),
            cancellationToken);
    }

    // The condition is in the update itself: of two processes that saw the mail waiting, one sends it.
    private Task<bool> ClaimAsync(Guid id)
    {
        var until = Now() + s_claim;
        return writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) => await db.Courriels
                .IgnoreQueryFilters([PortalDb.CommuneFilter])
                .Where(courriel => courriel.Id == id && courriel.State == CourrielState.EnAttente)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(courriel => courriel.State, CourrielState.EnCours).SetProperty(courriel => courriel.NextAttemptAt, until), token) == 1,
            CancellationToken.None);
    }

    private async Task<Courriel?> NextAsync(CancellationToken cancellationToken)
    {
        var (now, wrong) = (Now(), Now() + s_unbelievable);
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var all = db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]);
        return await all
            .Where(courriel => courriel.State == CourrielState.EnAttente && (courriel.NextAttemptAt <= now || courriel.NextAttemptAt > wrong))
            .Where(courriel => !all.Any(earlier => earlier.Destinataire == courriel.Destinataire
                && (earlier.State == CourrielState.EnAttente || earlier.State == CourrielState.EnCours)
                && earlier.Id.CompareTo(courriel.Id) < 0))
            .OrderBy(courriel => courriel.NextAttemptAt).ThenBy(courriel => courriel.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<Outcome> SendAsync(Courriel courriel)
    {
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
            return Outcome.Done;
        }
        catch (CourrielServerDownException down)
        {
            await MarkAsync(courriel.Id, row =>
            {
                row.State = CourrielState.EnAttente;
                row.NextAttemptAt = courriel.NextAttemptAt;
                row.LastError = down.Message;
            });
            logger.LogWarning("Mails wait for their server: {Reason}", down.Message);
            return Outcome.ServerDown;
        }
        catch (CourrielDelayedException delayed)
        {
            await MarkAsync(courriel.Id, row =>
            {
                row.Attempts++;
                row.State = row.Attempts >= MaxAttempts ? CourrielState.Echec : CourrielState.EnAttente;
                row.NextAttemptAt = Now() + TimeSpan.FromSeconds(Math.Min(15 * Math.Pow(2, row.Attempts - 1), s_longestWait.TotalSeconds));
                row.LastError = delayed.Message;
            });
            logger.LogWarning("Mail {Courriel} could not be handed over: {Reason}", courriel.Id, delayed.Message);
            return Outcome.Delayed;
        }
        catch
        {
            // It may have happened after the server took the mail.
            await MarkAsync(courriel.Id, row => row.State = CourrielState.Incertain);
            throw;
        }

        await MarkAsync(courriel.Id, row =>
        {
            row.State = CourrielState.Envoye;
            row.Attempts++;
            row.SentAt = Now();
            row.LastError = null;
        });
        return Outcome.Done;
    }

    private Task MarkAsync(Guid id, Action<Courriel> change) => writes.RunAsync(
        CommuneScope.Syndicat,
        async (db, token) =>
        {
            // Put aside meanwhile, it is still the one that this process handed over; what an operator has decided since then stands.
            if (await db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]).FirstOrDefaultAsync(
                courriel => courriel.Id == id && (courriel.State == CourrielState.EnCours || courriel.State == CourrielState.Incertain), token) is { } row)
            {
                change(row);
                await db.SaveChangesAsync(token);
            }
        },
        CancellationToken.None);

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private enum Outcome
    {
        Done,
        Delayed,
        ServerDown,
    }
}
