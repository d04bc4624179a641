using Beffroi.Scheduler.Jobs;
using OpenIddict.Abstractions;

namespace Beffroi.Identity.Issuer;

/// <summary>Deletes tokens and authorizations that have been over for two weeks: the database of the issuer stays small.</summary>
public sealed class PruneTokens(IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations, TimeProvider time) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "jetons";

    /// <inheritdoc />
    public static string Label => "Suppression des jetons périmés";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 40), "chaque nuit à 3 h 40");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var before = time.GetUtcNow().AddDays(-14);
        var pruned = await tokens.PruneAsync(before, stopping);
        return (int)(pruned + await authorizations.PruneAsync(before, stopping));
    }
}
