using System.Security.Cryptography;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>
/// Tells agents that a legal date comes near: a task on the dossier, and one mail a day to each agent with all that is theirs. Each alarm
/// is a row of its own, so that it is raised once whatever stops the job; the mail of a day has one key, so that it leaves once.
/// </summary>
public sealed class RaiseAlarms(
    PortalContexts contexts, PortalWrites writes, DossierWork work, CourrielTemplates templates, CommuneDirectory directory, PortalSettings settings,
    CourrielNudge nudge, TimeProvider time) : IScheduledJob
{
    private const int StepSize = 100;
    private const int MostLines = 50;

    /// <inheritdoc />
    public static string Name => "alertes";

    /// <inheritdoc />
    public static string Label => "Alertes avant les échéances";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(6, 0), "chaque jour à 6 h");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var raised = 0;
        var digests = new Dictionary<Guid, Digest>();
        foreach (var commune in directory.All)
        {
            if (stopping.IsCancellationRequested)
            {
                return raised;
            }

            raised += await RaiseAsync(commune, today, stopping);
            await GatherAsync(commune, today, digests, stopping);
        }

        foreach (var digest in digests.Values)
        {
            await SendAsync(digest, today, stopping);
        }

        nudge.Now();
        return raised;
    }

    private async Task<int> RaiseAsync(Commune commune, DateOnly today, CancellationToken cancellationToken)
    {
        var days = AlarmDays.Read(commune.AlertesJours) ?? AlarmDays.Read(null)!;
        List<Near> near;
        HashSet<Guid> told;
        await using (var db = contexts.Open(CommuneScope.One(commune.Id)))
        {
            var (last, earliest) = (today.AddDays(days[^1]), today.AddDays(-AlarmDays.Most));
            near = await db.Dossiers
                .Where(row => DossierPhases.Open.Contains(row.Phase) && row.NextDate >= today && row.NextDate <= last)
                .Select(row => new Near(row.Id, row.ReceivedAt, row.NextDate, row.NextDateKind))
                .ToListAsync(cancellationToken);
            var known = (await db.Alarmes.Where(row => row.RaisedOn >= earliest && row.Due >= today).ToListAsync(cancellationToken))
                .Select(row => (row.DossierId, row.Kind, row.Due, row.Days)).ToHashSet();
            // A delay that is shorter than the number of days tells nothing at its first day.
            near.RemoveAll(row => row.Kind is null || FrenchDates.DayOf(row.ReceivedAt) >= row.Due.AddDays(-DaysOf(row.Due)) || known.Contains((row.Id, row.Kind, row.Due, DaysOf(row.Due))));
            told = [.. await db.Taches.Where(row => row.Kind == TacheKind.EcheanceProche && row.DoneAt == null).Select(row => row.DossierId).ToListAsync(cancellationToken)];
        }

        var raised = 0;
        foreach (var step in near.Chunk(StepSize))
        {
            var dates = step.ToDictionary(row => row.Id);
            raised += await work.RunEachAsApplianceAsync(commune.Id, [.. dates.Keys], (context, _) => Raise(context, dates[context.Dossier.Id]), cancellationToken);
        }

        return raised;

        // The nearest of the commune's numbers that the date is within: after days without a run, one alarm stands for those that were missed.
        int DaysOf(DateOnly due) => days.First(number => due.DayNumber - today.DayNumber <= number);

        bool Raise(DossierContext context, Near row)
        {
            // Something happened since it was read: the next run sees the new date.
            if (context.Dossier.NextDate != row.Due || context.Dossier.NextDateKind != row.Kind)
            {
                return false;
            }

            context.Db.Alarmes.Add(new Alarme
            {
                DossierId = row.Id,
                CommuneId = commune.Id,
                Kind = row.Kind!,
                Due = row.Due,
                Days = DaysOf(row.Due),
                RaisedOn = today,
            });
            if (!told.Contains(row.Id))
            {
                OpenTache.Add(context, TacheKind.EcheanceProche);
            }

            return true;
        }
    }

    // The agent in charge; where there is none, the agents of the service; where there is no service, those who qualify.
    private async Task GatherAsync(Commune commune, DateOnly today, Dictionary<Guid, Digest> digests, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(commune.Id));
        var rows = await db.Alarmes.Where(row => row.RaisedOn == today)
            .Join(db.Dossiers, alarm => alarm.DossierId, dossier => dossier.Id, (alarm, dossier) => new { alarm.Kind, alarm.Due, dossier.Numero, dossier.Objet, dossier.AgentId, dossier.ServiceId, dossier.Phase })
            .OrderBy(row => row.Due)
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return;
        }

        var members = await db.Memberships.Where(row => row.CommuneId == commune.Id && row.Role != Role.Elu && (row.Until == null || row.Until >= today))
            .Join(db.Agents, row => row.AgentId, agent => agent.Id, (row, agent) => new { row.Role, row.ServiceId, Agent = agent })
            .ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.Phase != Phase.Cloture))
        {
            var own = members.Where(member => member.Agent.Id == row.AgentId).ToList();
            if (own.Count == 0)
            {
                own = members.Where(member => member.Role == Role.AgentService && (member.ServiceId == null || member.ServiceId == row.ServiceId)).ToList();
            }

            if (own.Count == 0 || row.Phase is Phase.Reception)
            {
                own = [.. own, .. members.Where(member => member.Role is Role.Accueil or Role.CommuneAdmin)];
            }

            foreach (var agent in own.Select(member => member.Agent).DistinctBy(agent => agent.Id))
            {
                if (!digests.TryGetValue(agent.Id, out var digest))
                {
                    digests[agent.Id] = digest = new Digest(agent, []);
                }

                digest.Lines.Add($"- {row.Numero}, {row.Objet}\u00a0: {BureauWords.OfDate(row.Kind)}, le {FrenchDates.Date(row.Due)} ({FrenchDates.Due(row.Due, today)}), {commune.Nom}");
            }
        }
    }

    private async Task SendAsync(Digest digest, DateOnly today, CancellationToken cancellationToken)
    {
        var lines = digest.Lines.Count <= MostLines ? digest.Lines : [.. digest.Lines.Take(MostLines), $"- et {digest.Lines.Count - MostLines} autres, dans «\u00a0Tâches\u00a0»"];
        var mail = templates.Render("alertes", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["nom"] = digest.Agent.Nom,
            ["nombre"] = French.Count(digest.Lines.Count, "échéance proche", "échéances proches"),
            ["lignes"] = string.Join('\n', lines),
            ["lien"] = $"{settings.Scheme}://bureau.{settings.Base}/taches",
        });
        var id = KeyOf(digest.Agent.Id, today);
        await writes.RunAsync(CommuneScope.One(CommuneScope.SyndicatId), async (db, token) =>
        {
            if (await db.Courriels.AnyAsync(row => row.Id == id, token))
            {
                return;
            }

            var now = time.GetUtcNow().UtcDateTime;
            db.Courriels.Add(new Courriel
            {
                Id = id,
                CommuneId = CommuneScope.SyndicatId,
                Kind = "alertes",
                Destinataire = digest.Agent.Courriel,
                Objet = mail.Subject,
                Texte = mail.Text,
                Html = mail.Html,
                ExpediteurNom = directory.Syndicat?.Nom ?? "Beffroi",
                CreatedAt = now,
                NextAttemptAt = now,
            });
            await db.SaveChangesAsync(token);
        }, cancellationToken);
    }

    // One key for an agent and a day: the mail cannot be written twice.
    private static Guid KeyOf(Guid agentId, DateOnly day) =>
        new(SHA256.HashData([.. agentId.ToByteArray(bigEndian: true), .. BitConverter.GetBytes(day.DayNumber)]).AsSpan(0, 16));

    private sealed record Near(Guid Id, DateTime ReceivedAt, DateOnly Due, string? Kind);

    private sealed record Digest(Agent Agent, List<string> Lines);
}
