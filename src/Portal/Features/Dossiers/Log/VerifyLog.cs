using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Log;

/// <summary>What the verification of a commune's log found.</summary>
/// <param name="Insee">The commune.</param>
/// <param name="Lines">Lines that hold.</param>
/// <param name="BrokenAt">The sequence of the first line that does not, or null.</param>
/// <param name="Reason">Why, in French.</param>
public sealed record LogVerification(string Insee, long Lines, long? BrokenAt, string? Reason)
{
    /// <summary>Whether the whole chain holds.</summary>
    public bool Holds => BrokenAt is null;
}

/// <summary>Reads a commune's log from its first line and checks that each follows from the one before, up to the head.</summary>
public sealed class VerifyLog(PortalContexts contexts)
{
    /// <summary>Verifies one commune.</summary>
    public async Task<LogVerification> RunAsync(Commune commune, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(commune.Id));
        // The head first: lines added meanwhile lie beyond it and are not looked at.
        var head = await db.Ledgers.FirstAsync(cancellationToken);
        var previous = new byte[32];
        long expected = 1;
        var lines = db.DossierEvents.Where(line => line.Sequence <= head.Sequence).OrderBy(line => line.Sequence).AsAsyncEnumerable();
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            if (line.Sequence != expected)
            {
                return new LogVerification(commune.Insee, expected - 1, expected, "la ligne manque");
            }

            if (!line.Holds(previous))
            {
                return new LogVerification(commune.Insee, expected - 1, expected, "la ligne a été changée");
            }

            previous = line.Hash;
            expected++;
        }

        if (expected - 1 != head.Sequence || !previous.AsSpan().SequenceEqual(head.Hash))
        {
            return new LogVerification(commune.Insee, expected - 1, expected, "les dernières lignes manquent");
        }

        return new LogVerification(commune.Insee, expected - 1, null, null);
    }
}
