using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>The outcome of a try: what the code opened, or how long to wait.</summary>
/// <param name="Found">What the code opened; the default when it is unknown or the try was not let through.</param>
/// <param name="Wait">How long to wait, when the try was not let through.</param>
public sealed record CodeAttempt<T>(T? Found, TimeSpan? Wait);

/// <summary>
/// Slows down those who try codes in series: ten wrong codes at once from a network (a /24, or a /64 in IPv6) in a commune, then one a
/// minute. A right code costs nothing, so that a public computer may follow many requests; a slip that the check symbol finds is
/// never tried at all.
/// </summary>
public sealed class CodeAttempts : IDisposable
{
    /// <summary>The wrong codes that are taken at once.</summary>
    public const int Burst = 10;

    private static readonly TimeSpan s_pace = TimeSpan.FromMinutes(1);

    // One try of a network at a time: many at once could not all pass before the first is counted.
    private readonly PartitionedRateLimiter<(Guid, string)> _gate = PartitionedRateLimiter.Create<(Guid, string), (Guid, string)>(
        client => RateLimitPartition.GetConcurrencyLimiter(client, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 20 }));

    private readonly PartitionedRateLimiter<(Guid, string)> _wrong = PartitionedRateLimiter.Create<(Guid, string), (Guid, string)>(
        client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = s_pace,
            QueueLimit = 0,
        }));

    /// <summary>Looks a code up, unless the client's network has to wait.</summary>
    public async Task<CodeAttempt<T>> TryAsync<T>(Guid communeId, IPAddress? address, Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        var client = (communeId, NetworkOf(address));
        using var turn = await _gate.AcquireAsync(client, 1, cancellationToken);
        using var left = _wrong.AttemptAcquire(client, 0);
        if (!turn.IsAcquired || !left.IsAcquired)
        {
            return new CodeAttempt<T>(null, left.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : s_pace);
        }

        var found = await look();
        if (found is null)
        {
            using var counted = _wrong.AttemptAcquire(client);
        }

        return new CodeAttempt<T>(found, null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _gate.Dispose();
        _wrong.Dispose();
    }

    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return Convert.ToHexStringLower(bytes.AsSpan(0, plain.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : 3));
    }
}
