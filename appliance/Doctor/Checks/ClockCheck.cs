using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Ports;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether the clock is kept by NTP, and whether it jumped back: legal delays are counted with it.</summary>
internal sealed class ClockCheck(ApplianceSettings settings, SchedulerContexts? contexts, IMachine machine, TimeProvider time) : ICheck
{
    // Another machine's file system, or a row being written, may be ahead by a little.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(2);

    public string Name => "heure";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        if (await LatestTraceAsync(cancellationToken) is { } latest && latest > time.GetUtcNow().UtcDateTime + s_tolerance)
        {
            findings.Add(new(
                Severity.Fault,
                Name,
                $"L’horloge a reculé : elle dit {time.GetUtcNow().UtcDateTime:dd/MM/yyyy HH:mm} (UTC), mais des données portent le {latest:dd/MM/yyyy HH:mm}.",
                "timedatectl set-ntp true"));
        }

        var answer = await machine.RunAsync("timedatectl", ["show", "-p", "NTPSynchronized", "--value"], cancellationToken);
        findings.Add(answer switch
        {
            { Code: 0 } when answer.Output.Trim() == "yes" => new(Severity.Ok, Name, "L’horloge est synchronisée par NTP."),
            { Code: 0 } => new(Severity.Warning, Name, "L’horloge n’est pas synchronisée : les délais légaux se comptent avec elle.", "timedatectl set-ntp true"),
            _ => new(Severity.Warning, Name, "timedatectl ne répond pas ici : la synchronisation de l’horloge n’a pas pu être vérifiée.", "timedatectl status"),
        });
        return findings;
    }

    private async Task<DateTime?> LatestTraceAsync(CancellationToken cancellationToken)
    {
        var traces = new List<DateTime>();
        foreach (var folder in (string[])[settings.Data, settings.Logs])
        {
            if (Directory.Exists(folder))
            {
                traces.AddRange(Directory.EnumerateFiles(folder).Select(File.GetLastWriteTimeUtc));
            }
        }

        try
        {
            if (contexts is not null)
            {
                await using var db = contexts.Open();
                if (await db.JobStates.MaxAsync(state => state.LastRunAt, cancellationToken) is { } run)
                {
                    traces.Add(run);
                }
            }
        }
        catch (System.Data.Common.DbException)
        {
            // What is wrong with the database is told by its own check; the files tell the time all the same.
        }

        return traces.Count == 0 ? null : traces.Max();
    }
}
