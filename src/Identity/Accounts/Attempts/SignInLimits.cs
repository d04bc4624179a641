using System.Threading.RateLimiting;

namespace Beffroi.Identity.Accounts.Attempts;

/// <summary>Bounds what is tried in a short time, in memory, before any password is hashed or any mail is written.</summary>
public sealed class SignInLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _network;
    private readonly PartitionedRateLimiter<string> _addressFromNetwork = Buckets(10, 10, TimeSpan.FromMinutes(1));
    // Tries from everywhere at one address: many networks together get no further than this.
    private readonly PartitionedRateLimiter<string> _address = Buckets(60, 6, TimeSpan.FromMinutes(1));
    // A stolen device cookie is no licence to guess.
    private readonly PartitionedRateLimiter<string> _device = Buckets(20, 10, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<string> _mailsToAddress = Buckets(3, 3, TimeSpan.FromHours(1));
    private readonly PartitionedRateLimiter<string> _mailsFromNetwork;

    /// <summary>Takes the bounds from the settings.</summary>
    public SignInLimits(IdentitySettings settings)
    {
        _network = Buckets(settings.TriesPerNetwork, Math.Max(1, settings.TriesPerNetwork / 2), TimeSpan.FromMinutes(1));
        _mailsFromNetwork = Buckets(settings.MailsPerNetwork, settings.MailsPerNetwork, TimeSpan.FromHours(1));
    }

    /// <summary>Counts a try; how long to wait when there were too many, otherwise null.</summary>
    public TimeSpan? Take(SignInAttempt attempt)
    {
        if (attempt.Device is not null)
        {
            return Take(_device, attempt.Device);
        }

        return Take(_network, attempt.Network) ?? Take(_addressFromNetwork, attempt.Key) ?? Take(_address, attempt.Address);
    }

    /// <summary>Whether a network may have another mail written; how long to wait otherwise.</summary>
    public TimeSpan? TakeMail(string network) => Take(_mailsFromNetwork, network);

    /// <summary>Whether an address may receive another mail; nobody is told.</summary>
    public bool MayWriteTo(string address) => Take(_mailsToAddress, address) is null;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>[])[_network, _addressFromNetwork, _address, _device, _mailsToAddress, _mailsFromNetwork])
        {
            limiter.Dispose();
        }
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    private static PartitionedRateLimiter<string> Buckets(int limit, int refill, TimeSpan period) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit,
                TokensPerPeriod = refill,
                ReplenishmentPeriod = period,
                QueueLimit = 0,
                AutoReplenishment = true,
            }),
        StringComparer.Ordinal);
}
