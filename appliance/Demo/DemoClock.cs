namespace Beffroi.Appliance.Demo;

/// <summary>The clock of the demonstration world while it is made: its past is lived step by step.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset? _now;

    /// <summary>Sets the instant; null goes back to the machine's clock.</summary>
    public void Set(DateTimeOffset? now) => _now = now;

    public override DateTimeOffset GetUtcNow() => _now ?? System.GetUtcNow();
}
