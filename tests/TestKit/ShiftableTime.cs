namespace Beffroi.TestKit;

/// <summary>The machine's clock moved by a settable amount: it runs, so that timers and cookies live, and it can jump.</summary>
public sealed class ShiftableTime : TimeProvider
{
    private TimeSpan _shift;

    /// <summary>Moves the clock forward, or back.</summary>
    public void Shift(TimeSpan by) => _shift += by;

    /// <summary>Moves the clock to an instant.</summary>
    public void MoveTo(DateTimeOffset instant) => _shift = instant - base.GetUtcNow();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
