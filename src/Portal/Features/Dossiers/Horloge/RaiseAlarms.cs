using System.Security.Cryptography;
using System.Text;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>
/// Tells agents that a legal date comes near, the next one or the day of the silence: a task on the dossier, and one mail a day to each agent
/// with all that is theirs. Each alarm is a row of its own, so that it is raised once whatever stops the job; it stays to be told until the
/// mails are queued, whose key is drawn from what they tell, so that they leave once.
/// </summary>
public sealed class RaiseAlarms(
    PortalContexts contexts, PortalWrites writes, DossierWork work, CourrielTemplates templates, CommuneDirectory directory, PortalSettings settings,
    CourrielNudge nudge, TimeProvider time, ILogger<RaiseAlarms> logger) : IScheduledJob
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
        try
        {
            await EachCommune.RunAsync(directory.All, async commune => raised += await RaiseAsync(commune, today, stopping), logger, stopping);
        }
        finally
        {
            if (!stopping.IsCancellationRequested)
            {
                await TellAsync(today, stopping);
            }
        }

        return raised;
    }

    private async Task TellAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var digests = new Dictionary<Guid, Digest>();
        var told = new List<Commune>();
        foreach (var commune in directory.All)
        {
            if (await GatherAsync(commune, today, digests, cancellationToken))
            {
                told.Add(commune);
            }
        }

        foreach (var digest in digests.Values)
        {
            await SendAsync(digest, today, cancellationToken);
        }

        foreach (var commune in told)
        {
            await writes.RunAsync(
                CommuneScope.One(commune.Id),
                (db, token) => db.Alarmes.Where(row => row.ToldOn == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldOn, today), token),
                cancellationToken);
        }

        nudge.Now();
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
            // Where an earlier date is missed already, the silence still runs.
            near.AddRange(await db.Dossiers
                .Where(row => DossierPhases.Open.Contains(row.Phase) && row.SilenceOn >= today && row.SilenceOn <= last && row.NextDate < today)
                .Select(row => new Near(row.Id, row.ReceivedAt, row.SilenceOn, LegalClock.Silence))
                .ToListAsync(cancellationToken));
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
            var dossier = context.Dossier;
            if ((dossier.NextDate, dossier.NextDateKind) != (row.Due, row.Kind) && (dossier.SilenceOn, LegalClock.Silence) != (row.Due, row.Kind))
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
    private async Task<bool> GatherAsync(Commune commune, DateOnly today, Dictionary<Guid, Digest> digests, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(commune.Id));
        var rows = await db.Alarmes.Where(row => row.ToldOn == null && row.Due >= today)
            .Join(db.Dossiers, alarm => alarm.DossierId, dossier => dossier.Id, (alarm, dossier) => new { dossier.Id, alarm.Kind, alarm.Due, alarm.Days, dossier.Numero, dossier.Objet, dossier.AgentId, dossier.ServiceId, dossier.Phase })
            .OrderBy(row => row.Due)
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return false;
        }

        var members = await db.Memberships.Where(row => row.CommuneId == commune.Id && row.Role != Role.Elu && (row.Until == null || row.Until >= today))
            .Join(db.Agents, row => row.AgentId, agent => agent.Id, (row, agent) => new { row.Role, row.ServiceId, Agent = agent })
            .ToListAsync(cancellationToken);
        var absents = await AbsentAgents.ReadAsync(db, [commune.Id], today, cancellationToken);
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

            foreach (var agent in own.Select(member => PresentFor(member.Agent)).DistinctBy(agent => agent.Id))
            {
                if (!digests.TryGetValue(agent.Id, out var digest))
                {
                    digests[agent.Id] = digest = new Digest(agent, [], []);
                }

                digest.Keys.Add($"{row.Id:N} {row.Kind} {row.Due:O} {row.Days}");
                digest.Lines.Add($"- {row.Numero}, {row.Objet}\u00a0: {BureauWords.OfDate(row.Kind)}, le {FrenchDates.Date(row.Due)} ({FrenchDates.Due(row.Due, today)}), {commune.Nom}");
            }
        }

        return true;

        // A legal date does not wait for who is away: where nobody stands in, it is told to them all the same.
        Agent PresentFor(Agent agent) =>
            absents.StandInFor(commune.Id, agent.Id) is { } id ? members.Find(member => member.Agent.Id == id)?.Agent ?? agent : agent;
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
        var id = KeyOf(digest);
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

    // One key for an agent and what is told: the same mail cannot be written twice.
    private static Guid KeyOf(Digest digest) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{digest.Agent.Id:N}\n{string.Join('\n', digest.Keys.Order(StringComparer.Ordinal))}")).AsSpan(0, 16));

    private sealed record Near(Guid Id, DateTime ReceivedAt, DateOnly Due, string? Kind);

    private sealed record Digest(Agent Agent, List<string> Lines, List<string> Keys);
}
