using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>How old the last good backup is, from the history of the job <c>sauvegarde</c>.</summary>
internal sealed class BackupCheck(JobCatalogue catalogue, SchedulerContexts contexts, TimeProvider time) : ICheck
{
    private const string Job = "sauvegarde";
    private const string Mend = "beffroi backup";

    public string Name => "sauvegarde";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (catalogue.Find(Job) is null)
        {
            return [new(Severity.Warning, Name, "Aucune sauvegarde n’est réglée sur cette appliance.", Mend)];
        }

        await using var db = contexts.Open();
        var last = await db.JobRuns.Where(run => run.Job == Job && run.Outcome == JobOutcome.Reussi).MaxAsync(run => (DateTime?)run.StartedAt, cancellationToken);
        if (last is not { } at)
        {
            return [new(Severity.Warning, Name, "Aucune sauvegarde n’a encore réussi.", Mend)];
        }

        var age = time.GetUtcNow().UtcDateTime - at;
        var severity = age > TimeSpan.FromDays(3) ? Severity.Fault : age > TimeSpan.FromHours(26) ? Severity.Warning : Severity.Ok;
        return [new(severity, Name, $"La dernière sauvegarde réussie est du {at:dd/MM/yyyy HH:mm} (UTC), il y a {age.TotalHours:0} heure(s).", severity == Severity.Ok ? null : Mend)];
    }
}
