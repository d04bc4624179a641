namespace Beffroi.Portal.Delais;

/// <summary>A request for missing pieces, which stops the delay of an implied rejection (CRPA L114-5).</summary>
/// <param name="AskedOn">The day on which the pieces were asked for.</param>
/// <param name="Term">The last day given to produce them.</param>
/// <param name="ProducedOn">The day on which they came, or null.</param>
public sealed record Suspension(DateOnly AskedOn, DateOnly Term, DateOnly? ProducedOn)
{
    /// <summary>The day on which the delay runs again: production, or the term when that comes first.</summary>
    public DateOnly EndsOn => ProducedOn is { } produced && produced < Term ? produced : Term;

    /// <summary>Moves an end by the days suspended.</summary>
    public DateOnly Delay(DateOnly end) => Delay(end, [this]);

    /// <summary>
    /// Moves an end by the days during which at least one request ran; days asked for twice count once, and a request made after the end
    /// changes nothing, since the decision is born.
    /// </summary>
    public static DateOnly Delay(DateOnly end, IEnumerable<Suspension> suspensions)
    {
        var counted = DateOnly.MinValue;
        foreach (var suspension in suspensions.OrderBy(row => row.AskedOn).ThenBy(row => row.EndsOn))
        {
            if (suspension.AskedOn > end)
            {
                break;
            }

            var from = suspension.AskedOn > counted ? suspension.AskedOn : counted;
            if (suspension.EndsOn > from)
            {
                end = end.AddDays(suspension.EndsOn.DayNumber - from.DayNumber);
                counted = suspension.EndsOn;
            }
        }

        return end;
    }
}
