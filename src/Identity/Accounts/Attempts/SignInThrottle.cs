using Beffroi.Identity.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Identity.Accounts.Attempts;

/// <summary>
/// Makes guessing slow for the network that guesses, and for it alone: after five failures at an address it waits 1 minute, then 2, 4, 8
/// and 15 at most. The holder's own device never waits for what others did. Addresses without account count the same.
/// </summary>
public sealed class SignInThrottle(IdentityDb db, SignInLimits limits, TimeProvider time)
{
    /// <summary>Failures before the first wait: slips of the finger.</summary>
    public const int FreeFailures = 5;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(1);

    /// <summary>How long this attempt must wait, or null when it may be tried.</summary>
    public async Task<TimeSpan?> WaitAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        if (limits.Take(attempt) is { } busy)
        {
            return busy;
        }

        if (attempt.Device is not null)
        {
            return null;
        }

        var now = Now();
        var key = attempt.Key;
        var until = await db.SignInDelays.AsNoTracking()
            .Where(delay => delay.Key == key)
            .Select(delay => (DateTime?)delay.BlockedUntil)
            .FirstOrDefaultAsync(cancellationToken);
        // A longer wait than the longest was written by a clock that was ahead.
        return until > now && until - now <= s_longest ? until - now : null;
    }

    /// <summary>Counts a failure.</summary>
    public async Task FailedAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.Device is not null)
        {
            return;
        }

        var now = Now();
        var key = attempt.Key;
        await db.SignInDelays.Where(delay => delay.LastFailureAt < now - s_kept).ExecuteDeleteAsync(cancellationToken);
        if (await CountAsync(key, now, cancellationToken) == 0)
        {
            var first = new SignInDelay { Key = key, Failures = 1, LastFailureAt = now, BlockedUntil = now };
            try
            {
                db.SignInDelays.Add(first);
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException)
            {
                // Another failure at the same instant wrote the row first.
                db.Entry(first).State = EntityState.Detached;
                await CountAsync(key, now, cancellationToken);
            }
        }

        var failures = await db.SignInDelays.AsNoTracking()
            .Where(delay => delay.Key == key)
            .Select(delay => delay.Failures)
            .FirstOrDefaultAsync(cancellationToken);
        if (failures >= FreeFailures)
        {
            var until = now + Delay(failures);
            await db.SignInDelays.Where(delay => delay.Key == key)
                .ExecuteUpdateAsync(set => set.SetProperty(delay => delay.BlockedUntil, until), cancellationToken);
        }
    }

    /// <summary>Forgets the failures of this address from this network: the password was right.</summary>
    public Task SucceededAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var key = attempt.Key;
        return db.SignInDelays.Where(delay => delay.Key == key).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The wait after so many failures.</summary>
    public static TimeSpan Delay(int failures)
    {
        var minutes = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(failures - FreeFailures, 10)));
        return minutes < s_longest ? minutes : s_longest;
    }

    private Task<int> CountAsync(string key, DateTime now, CancellationToken cancellationToken) => db.SignInDelays
        .Where(delay => delay.Key == key)
        .ExecuteUpdateAsync(
            set => set.SetProperty(delay => delay.Failures, delay => delay.Failures + 1).SetProperty(delay => delay.LastFailureAt, now),
            cancellationToken);

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
