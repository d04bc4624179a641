namespace Beffroi.Scheduler.History;

/// <summary>How a run ended.</summary>
public enum JobOutcome
{
    /// <summary>It is running, or the appliance died while it was.</summary>
    EnCours,

    /// <summary>Done.</summary>
    Reussi,

    /// <summary>Failed; tried again unless parked.</summary>
    Echec,

    /// <summary>Ended before its time because the appliance stopped; the next run goes on.</summary>
    Interrompu,
}

/// <summary>One run of a job.</summary>
public sealed class JobRun
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>Start, UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>End, UTC; null while it runs.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>How it ended.</summary>
    public JobOutcome Outcome { get; set; }

    /// <summary>Rows done.</summary>
    public int Rows { get; set; }

    /// <summary>Which try it was, from 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The kind of error and its message, without personal data.</summary>
    public string? Error { get; set; }
}

/// <summary>The state of a job over its runs.</summary>
public sealed class JobState
{
    /// <summary>The name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>When it was parked for the operator, UTC; null while it runs by itself.</summary>
    public DateTime? ParkedAt { get; set; }

    /// <summary>Start of the last run, UTC, recorded even when there was nothing to do.</summary>
    public DateTime? LastRunAt { get; set; }
}
