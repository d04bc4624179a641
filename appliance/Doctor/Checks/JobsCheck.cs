using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Jobs that were given up after their tries, and jobs that did not run when they should have.</summary>
internal sealed class JobsCheck(JobCatalogue catalogue, SchedulerContexts contexts, TimeProvider time) : ICheck
{
    public string Name => "travaux";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open();
        var states = await db.JobStates.ToDictionaryAsync(state => state.Job, StringComparer.Ordinal, cancellationToken);
        var findings = new List<Finding>();
        var late = new List<string>();
        foreach (var job in catalogue.All)
        {
            var state = states.GetValueOrDefault(job.Name);
            if (state?.ParkedAt is { } parked)
            {
                findings.Add(new(Severity.Fault, Name, $"Le travail « {job.Name} » est arrêté depuis le {parked:dd/MM/yyyy HH:mm} (UTC), après {state.Failures} échecs.", $"beffroi jobs run {job.Name}"));
            }
            else if (IsLate(job, state))
            {
                late.Add(job.Name);
            }
        }

        var frequent = catalogue.All.Where(job => job.Schedule.Every is not null).Select(job => job.Name).ToList();
        if (frequent.Count > 0 && frequent.TrueForAll(late.Contains))
        {
            findings.Add(new(Severity.Fault, Name, "Aucun des travaux fréquents n’a tourné à son heure : l’appliance ne tourne pas.", "systemctl start beffroi"));
        }
        else
        {
            findings.AddRange(late.Select(name => new Finding(Severity.Warning, Name, $"Le travail « {name} » n’a pas tourné à son heure.", $"beffroi jobs run {name}")));
        }

        return findings.Count > 0 ? findings : [new(Severity.Ok, Name, $"{catalogue.All.Count} travaux, aucun en retard ni arrêté.")];
    }

    private bool IsLate(JobDescription job, JobState? state) =>
        // A nightly job that never ran waits for its first night; the others run within a minute of the start.
        state is null
            ? job.Schedule.Every is not null
            : state.LastRunAt is not { } last || time.GetUtcNow().UtcDateTime - last > Patience(job.Schedule);

    private static TimeSpan Patience(JobSchedule schedule) =>
        schedule.Every is { } every ? (every * 3) + TimeSpan.FromMinutes(10) : TimeSpan.FromHours(26);
}
