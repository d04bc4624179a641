namespace Beffroi.Identity.Accounts.Attempts;

/// <summary>The failures to sign in to one address from one network, and until when that network must wait; kept a day after the last.</summary>
public sealed class SignInDelay
{
    /// <summary>A digest of the address and the network: the row names nobody.</summary>
    public required string Key { get; init; }

    /// <summary>Failures so far.</summary>
    public int Failures { get; set; }

    /// <summary>When the last one was, UTC.</summary>
    public DateTime LastFailureAt { get; set; }

    /// <summary>Before this instant nothing more is tried, UTC.</summary>
    public DateTime BlockedUntil { get; set; }
}
