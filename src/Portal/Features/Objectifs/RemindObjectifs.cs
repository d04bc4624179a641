using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>
/// Tells the agent in charge that a target comes near, and the head of the service, or the administrators of the commune, that it is missed.
/// The mails and the mark that it was told are one transaction: each is told once, whatever stops the job. One mail a person and a run.
/// </summary>
public sealed class RemindObjectifs(
    PortalContexts contexts, PortalWrites writes, CourrielTemplates templates, CommuneDirectory directory, PortalSettings settings, CourrielNudge nudge,
    TimeProvider time, ILogger<RemindObjectifs> logger) : IScheduledJob
{
    private const int StepSize = 200;
    private const int MostCommunes = 5_000;
    private const int MostLines = 50;

    /// <inheritdoc />
    public static string Name => "objectifs";

    /// <inheritdoc />
    public static string Label => "Rappels des objectifs proches ou dépassés";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromMinutes(15), "toutes les 15 minutes");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = 0;
        await EachCommune.RunAsync(await DueAsync(now, stopping), async commune =>
        {
            for (var step = StepSize; step == StepSize && !stopping.IsCancellationRequested; told += step)
            {
                step = await StepAsync(commune, now, stopping);
            }
        }, logger, stopping);
        if (told > 0)
        {
            nudge.Now();
        }

        return told;
    }

    // One look over all communes, by the index on when somebody is to be told: those where nobody is are not opened.
    private async Task<List<Commune>> DueAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var ids = await db.SuivisObjectifs.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.PrevenirAt <= now).Select(row => row.CommuneId).Distinct().OrderBy(id => id).Take(MostCommunes).ToListAsync(cancellationToken);
        return [.. ids.Select(directory.Find).OfType<Commune>()];
    }

    private Task<int> StepAsync(Commune commune, DateTime now, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.One(commune.Id),
        async (db, token) =>
        {
            // On PostgreSQL the lock that every change of a dossier takes: what is told is what stands.
            await DossierLog.OpenAsync(db, commune.Id, token);
            var rows = await db.SuivisObjectifs.Where(row => row.PrevenirAt <= now).OrderBy(row => row.PrevenirAt).ThenBy(row => row.DossierId).Take(StepSize).ToListAsync(token);
            Guid[] ids = [.. rows.Select(row => row.DossierId)];
            var dossiers = await db.Dossiers.AsNoTracking().Where(row => ids.Contains(row.Id))
                .Select(row => new Told(row.Id, row.Numero, row.Objet, row.AgentId, row.ServiceId, row.Phase)).ToDictionaryAsync(row => row.Id, token);
            var heads = await db.Objectifs.AsNoTracking().Where(row => row.EscaladeId != null).OrderBy(row => row.Id).Take(Objectif.MostOfOne).ToDictionaryAsync(row => row.Id, row => row.EscaladeId, token);
            var today = FrenchDates.DayOf(now);
            var people = new People(commune.Id, await Membres.OfAsync(db, [commune.Id], today, token), await AbsentAgents.ReadAsync(db, [commune.Id], today, token));
            var lines = new Dictionary<Guid, List<string>>();
            foreach (var row in rows)
            {
                var dossier = dossiers[row.DossierId];
                var missed = row.Tell(now);
                var line = $"- {dossier.Numero}, {dossier.Objet}\u00a0: {BureauWords.Of(row.Phase).ToLowerInvariant()} {(missed ? "à finir avant le" : "à finir le")} {FrenchDates.LongDateTime(row.DueAt)}{(missed ? ", objectif dépassé" : "")}";
                foreach (var who in missed ? people.Heads(heads.GetValueOrDefault(row.ObjectifId)) : people.Owners(dossier))
                {
                    (lines.TryGetValue(who, out var own) ? own : lines[who] = []).Add(line);
                }
            }

            db.Courriels.AddRange(lines.Select(pair => MailTo(people.Of(pair.Key), pair.Value, commune, now)));
            await db.SaveChangesAsync(token);
            return rows.Count;
        },
        cancellationToken);

    private Courriel MailTo(Membre who, List<string> lines, Commune commune, DateTime now)
    {
        var mail = templates.Render("objectifs", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["nom"] = who.Nom,
            ["nombre"] = French.Count(lines.Count, "objectif proche ou dépassé", "objectifs proches ou dépassés"),
            ["lignes"] = string.Join('\n', lines.Count <= MostLines ? lines : [.. lines.Take(MostLines), $"- et {lines.Count - MostLines} autres, dans la liste des demandes"]),
            ["lien"] = $"{settings.Scheme}://bureau.{settings.Base}/dossiers?commune={commune.Insee}",
        });
        return new Courriel
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now)),
            CommuneId = commune.Id,
            Kind = "objectifs",
            Destinataire = who.Courriel,
            Objet = mail.Subject,
            Texte = mail.Text,
            Html = mail.Html,
            ExpediteurNom = "Mairie – " + commune.Nom,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }

    private sealed record Told(Guid Id, string Numero, string Objet, Guid? AgentId, Guid? ServiceId, Phase Phase);

    // Who is told; for who is away, who stands in; where nobody does, the next in the order.
    private sealed class People(Guid commune, List<Membre> members, AbsentAgents absents)
    {
        public Membre Of(Guid id) => members.First(member => member.AgentId == id);

        // The agent in charge; else the agents of the service once it treats; else those who qualify; else whoever works there.
        public List<Guid> Owners(Told dossier) => First(
            members.Where(member => member.AgentId == dossier.AgentId),
            dossier.Phase is Phase.Reception or Phase.Qualification ? [] : members.Where(member => member.Role is Role.AgentService && (member.ServiceId is null || member.ServiceId == dossier.ServiceId)),
            members.Where(member => member.Role is Role.Accueil or Role.CommuneAdmin),
            members);

        public List<Guid> Heads(Guid? head) => First(
            members.Where(member => member.AgentId == head),
            members.Where(member => member.Role is Role.CommuneAdmin),
            members);

        private List<Guid> First(params ReadOnlySpan<IEnumerable<Membre>> ways)
        {
            foreach (var way in ways)
            {
                var there = way.Select(member => absents.StandInFor(commune, member.AgentId)).OfType<Guid>()
                    .Where(id => members.Exists(member => member.AgentId == id)).Distinct().ToList();
                if (there.Count > 0)
                {
                    return there;
                }
            }

            // All are away: who it is for reads it on coming back.
            foreach (var way in ways)
            {
                if (way.Any())
                {
                    return [.. way.Select(member => member.AgentId).Distinct()];
                }
            }

            return [];
        }
    }
}
