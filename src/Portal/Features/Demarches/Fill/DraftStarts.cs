using System.Globalization;
using System.Threading.RateLimiting;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>
/// Bounds the drafts that a network (a /24, or a /64 in IPv6) starts without account in ten minutes, since each is kept for three
/// months. Going on with a draft is never bounded.
/// </summary>
public sealed class DraftStarts(PortalSettings settings) : IDisposable
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<string> _starts = PartitionedRateLimiter.Create<string, string>(
        network => settings.DraftsPerNetwork == 0
            ? RateLimitPartition.GetNoLimiter(network)
            : RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = settings.DraftsPerNetwork,
                Window = s_window,
                QueueLimit = 0,
            }));

    /// <summary>Counts a start; says in French when to try again, and in <c>Retry-After</c> in seconds, when the network has to wait.</summary>
    public string? Refusal(HttpContext context)
    {
        if (context.GetSub() is not null)
        {
            return null;
        }

        using var start = _starts.AttemptAcquire(CodeAttempts.NetworkOf(context.Connection.RemoteIpAddress));
        if (start.IsAcquired)
        {
            return null;
        }

        var wait = start.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > TimeSpan.Zero ? known : s_window;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return $"Beaucoup de demandes viennent d’être commencées depuis votre réseau. Attendez {French.Count((int)Math.Ceiling(wait.TotalMinutes), "minute")}, puis choisissez de nouveau «\u00a0Continuer\u00a0»\u00a0: ce que vous avez saisi est resté sur cette page. Vous pouvez aussi vous connecter, ou appeler la mairie.";
    }

    /// <inheritdoc />
    public void Dispose() => _starts.Dispose();
}
