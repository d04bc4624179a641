using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Beffroi.Portal.Data;

/// <summary>Writes to PostgreSQL, each work in a transaction of its own, run again when the server reports a conflict.</summary>
internal sealed class PgWrites(PortalContexts contexts) : PortalWrites
{
    private const int MaxTries = 6;

    public override async Task<T> RunAsync<T>(
        CommuneScope scope, Func<PortalDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = contexts.Open(scope);
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            try
            {
                var result = await work(db, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (Exception error) when (attempt < MaxTries && IsConflict(error))
            {
                await transaction.RollbackAsync(cancellationToken);
            }
        }
    }

    // A row that moved between the reading and the writing is one too: the work reads it again, and says itself that a form is too old.
    private static bool IsConflict(Exception error) => error is DbUpdateConcurrencyException
        || (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
