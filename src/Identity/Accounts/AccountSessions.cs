using System.Collections.Concurrent;
using Beffroi.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Identity.Accounts;

/// <summary>Knows since when the sessions of an account hold, so that « se déconnecter partout » reaches every host at once.</summary>
public sealed class AccountSessions(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<Guid, DateTime?> _validFrom = new();

    /// <summary>The instant from which sessions hold, UTC; null when the account is gone.</summary>
    public async ValueTask<DateTime?> ValidFromAsync(Guid sub, CancellationToken cancellationToken)
    {
        if (_validFrom.TryGetValue(sub, out var known))
        {
            return known;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var found = await db.Users.AsNoTracking()
            .Where(account => account.Id == sub)
            .Select(account => (DateTime?)account.SessionsValidFrom)
            .FirstOrDefaultAsync(cancellationToken);

        // Bounded: forgetting everything costs one query an account.
        if (_validFrom.Count > 50_000)
        {
            _validFrom.Clear();
        }

        // Not written over: a session ended while the row was being read must stay ended.
        return _validFrom.GetOrAdd(sub, found);
    }

    /// <summary>Takes note that an account ended its sessions.</summary>
    internal void Ended(Guid sub, DateTime validFrom) => _validFrom[sub] = validFrom;
}
