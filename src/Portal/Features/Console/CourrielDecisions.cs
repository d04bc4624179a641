using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Console;

/// <summary>What an operator decides on a mail that could not leave, or of which nobody knows whether it left.</summary>
public sealed class CourrielDecisions(PortalWrites writes, CourrielNudge nudge, TimeProvider time)
{
    /// <summary>Sends it again; false when it does not wait for a decision.</summary>
    public async Task<bool> SendAgainAsync(Guid id, CancellationToken cancellationToken)
    {
        var done = await DecideAsync(
            id,
            row =>
            {
                row.State = CourrielState.EnAttente;
                row.Attempts = 0;
                row.NextAttemptAt = Now();
            },
            cancellationToken);
        nudge.Now();
        return done;
    }

    /// <summary>Records that it left; false when it does not wait for a decision.</summary>
    public Task<bool> MarkSentAsync(Guid id, CancellationToken cancellationToken) => DecideAsync(
        id,
        row =>
        {
            row.State = CourrielState.Envoye;
            row.SentAt = Now();
            row.LastError = null;
        },
        cancellationToken);

    private Task<bool> DecideAsync(Guid id, Action<Courriel> change, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.Syndicat,
        async (db, token) =>
        {
            var row = await db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]).FirstOrDefaultAsync(
                courriel => courriel.Id == id && (courriel.State == CourrielState.Echec || courriel.State == CourrielState.Incertain), token);
            if (row is null)
            {
                return false;
            }

            change(row);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellationToken);

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
