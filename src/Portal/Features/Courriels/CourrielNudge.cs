using Beffroi.Scheduler.Jobs;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>Tells the job of mails that some wait, so that a receipt leaves within a second.</summary>
public sealed class CourrielNudge(JobBoard board)
{
    /// <summary>Asks that the mails be sent soon.</summary>
    public void Now() => board.Nudge(SendCourriels.Name);
}
