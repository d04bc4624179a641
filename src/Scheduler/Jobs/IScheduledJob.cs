namespace Beffroi.Scheduler.Jobs;

/// <summary>
/// A job of the appliance. It works in small, idempotent steps from rows, so that it may be stopped after any step and run again.
/// A job never runs twice at once, in one process or in several. It carries its commune itself when it works for one.
/// </summary>
public interface IScheduledJob
{
    /// <summary>The name by which operators run it, such as <c>courriels</c>; stored, never renamed.</summary>
    static abstract string Name { get; }

    /// <summary>What it does, in French, for the console.</summary>
    static abstract string Label { get; }

    /// <summary>When it runs.</summary>
    static abstract JobSchedule Schedule { get; }

    /// <summary>How a failed run is tried again.</summary>
    static virtual RetryRule Retry => RetryRule.Usual;

    /// <summary>Does the work; returns the number of rows done. The token is cancelled when the appliance stops: end the step and return.</summary>
    Task<int> RunAsync(CancellationToken stopping);
}

/// <summary>When a job runs: every so often, or at a time of the day in legal time, each day or on one day of the month.</summary>
/// <param name="Every">The interval, or null.</param>
/// <param name="DailyAt">The time of the day in Europe/Paris, or null.</param>
/// <param name="Text">The same in French words, for the console.</param>
/// <param name="DayOfMonth">The only day of the month, from 1 to 28, or null for each day.</param>
public sealed record JobSchedule(TimeSpan? Every, TimeOnly? DailyAt, string Text, int? DayOfMonth = null)
{
    /// <summary>Every so often.</summary>
    public static JobSchedule Each(TimeSpan every, string text) => new(every, null, text);

    /// <summary>Once a day.</summary>
    public static JobSchedule Daily(TimeOnly at, string text) => new(null, at, text);

    /// <summary>Once a month.</summary>
    public static JobSchedule Monthly(int day, TimeOnly at, string text) => new(null, at, text, day);
}

/// <summary>How a failed run is tried again before the job is parked for the operator.</summary>
/// <param name="Tries">Runs in all, the first included.</param>
/// <param name="FirstDelay">The wait before the second; each next wait doubles.</param>
public sealed record RetryRule(int Tries, TimeSpan FirstDelay)
{
    /// <summary>Five tries from ten seconds on.</summary>
    public static RetryRule Usual { get; } = new(5, TimeSpan.FromSeconds(10));

    /// <summary>The wait after this many failures.</summary>
    public TimeSpan DelayAfter(int failures) => FirstDelay * Math.Pow(2, failures - 1);
}

/// <summary>A job as the catalogue lists it.</summary>
public sealed record JobDescription(string Name, string Label, JobSchedule Schedule, RetryRule Retry, Type Type);
