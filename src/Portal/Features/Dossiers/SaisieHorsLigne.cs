namespace Beffroi.Portal.Features.Dossiers;

/// <summary>What an agent typed while the network was cut, and a device sent later.</summary>
/// <param name="Cle">What the device calls it: sent twice, it is one dossier.</param>
/// <param name="AppareilAt">When it was typed by the clock of the device, UTC: a claim, which is bounded.</param>
public sealed record SaisieHorsLigne(Guid Cle, DateTime AppareilAt)
{
    /// <summary>How long a device may wait; an older claim is no date of reception.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>By how much the clock of a device may be ahead of ours.</summary>
    public static readonly TimeSpan Drift = TimeSpan.FromMinutes(5);

    /// <summary>Whether the device's clock can be believed by ours.</summary>
    public static bool IsBelieved(DateTime appareilAt, DateTime now) => appareilAt <= now + Drift && appareilAt >= now - Kept;

    /// <summary>When the town hall received it, UTC: when it was typed, never after now; now where the device cannot be believed.</summary>
    public DateTime ReceivedAt(DateTime now) => IsBelieved(AppareilAt, now) && AppareilAt < now ? AppareilAt : now;
}
