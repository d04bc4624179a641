using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>Reads what the screens of one dossier show, inside the agent's communes.</summary>
public sealed class DossierScreens(
    DemarcheCatalogue catalogue, LegalDeadlines deadlines, DossierCourriels receipts, BureauRail rails, OfferedConnaissances connaissances, TimeProvider time)
{
    /// <summary>Reads a dossier by its number; null when the agent's communes have none of that number.</summary>
    public async Task<DossierScreen?> ReadAsync(PortalDb db, AgentAccess agent, string numero, CancellationToken cancellationToken)
    {
        if (numero.Length > 16
            || await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, cancellationToken) is not { } dossier)
        {
            return null;
        }

        var events = await db.DossierEvents.Where(row => row.DossierId == dossier.Id).OrderBy(row => row.Sequence).ToListAsync(cancellationToken);
        var pieces = await db.Pieces.Where(row => row.DossierId == dossier.Id).OrderBy(row => row.AddedAt).ToListAsync(cancellationToken);
        var requests = await db.PieceRequests.Where(row => row.DossierId == dossier.Id).OrderBy(row => row.RequestedAt).ToListAsync(cancellationToken);
        var messages = await db.Messages.Where(row => row.DossierId == dossier.Id).ToListAsync(cancellationToken);
        var courriels = await db.Courriels.Where(row => row.DossierId == dossier.Id)
            .Select(row => new ThreadCourriel(row.Id, row.State)).ToListAsync(cancellationToken);
        var tasks = await db.Taches.AsNoTracking().Where(row => row.DossierId == dossier.Id).OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
        var consultations = await db.Consultations.AsNoTracking().Where(row => row.DossierId == dossier.Id).OrderByDescending(row => row.AskedAt).ToListAsync(cancellationToken);
        var services = await db.Services.Where(row => row.CommuneId == dossier.CommuneId).OrderBy(row => row.Rang).ToListAsync(cancellationToken);
        var commune = rails.CommunesOf(agent).First(own => own.Commune.Id == dossier.CommuneId);
        var demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion);
        var clock = deadlines.Clock(dossier, requests).Lines;
        return new DossierScreen
        {
            Dossier = dossier,
            Commune = commune,
            Demarche = demarche,
            Answers = demarche is null ? [] : AnswersOf(dossier, demarche, commune.Commune),
            Thread = DossierThread.Of(events, new ThreadRows(messages, pieces, requests, courriels, services, tasks, consultations)),
            Connaissances = await connaissances.ReadAsync(dossier.CommuneId, dossier.DemarcheCode, cancellationToken),
            Pieces = pieces,
            Awaited = requests.FindLast(request => request.ProducedAt is null),
            Clock = clock,
            Satisfaction = await db.Satisfactions.AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == dossier.Id, cancellationToken),
            Taches = tasks,
            Consultations = consultations,
            Remontee = dossier.IsClosed ? null : await db.Remontees.AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == dossier.Id && row.BackAt == null, cancellationToken),
            Superiors = agent.MayWork(dossier.CommuneId) && !dossier.IsClosed ? [.. (await ColleaguesAsync(db, dossier, Role.CommuneAdmin, cancellationToken)).Where(row => row.Id != agent.Sub)] : [],
            Services = services,
            Colleagues = agent.MayWork(dossier.CommuneId) ? await ColleaguesAsync(db, dossier, null, cancellationToken) : [],
            Objectifs = await db.SuivisObjectifs.AsNoTracking().Where(row => row.DossierId == dossier.Id).OrderBy(row => row.BegunAt).Take(Objectif.Phases.Count).ToListAsync(cancellationToken),
            Absents = agent.MayWork(dossier.CommuneId) ? await AbsentAgents.ReadAsync(db, [dossier.CommuneId], FrenchDates.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken) : AbsentAgents.None,
            Others = await OthersAsync(db, dossier, cancellationToken),
            LogLines = events.Count,
            ChainHolds = await ChainHoldsAsync(db, dossier.CommuneId, events, cancellationToken),
            Qualified = events.FindLast(line => line.Kind == EventKinds.Qualifiee) is { } line
                ? $"Terminée le {FrenchDates.ShortDate(FrenchDates.DayOf(line.At))} par {line.ActorName}"
                : null,
            MayQualify = agent.MayQualify(dossier.CommuneId),
            MayTreat = agent.MayTreat(dossier.CommuneId),
            MayWork = agent.MayWork(dossier.CommuneId),
            AwaitsPaperAcknowledgement = agent.MayWork(dossier.CommuneId) && receipts.GoesOnPaper(dossier)
                && clock.Any(line => line is { Kind: "accuse-reception", State: LegalClockState.Pending or LegalClockState.Late }),
            MayAdminister = agent.MayAdminister(dossier.CommuneId),
        };
    }

    // The words of the day on which it was filed: a date such as « today » in the definition must not move under old answers.
    private static IReadOnlyList<SummaryGroup> AnswersOf(Dossier dossier, DemarcheDefinition demarche, Commune commune)
    {
        var context = new FormContext(FrenchDates.DayOf(dossier.ReceivedAt), commune.Nom, commune.Liaison);
        return FormSummary.Of(new FormFlow(demarche, FormAnswers.Read(dossier.Answers, demarche, context), context));
    }

    private Task<List<Colleague>> ColleaguesAsync(PortalDb db, Dossier dossier, Role? role, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return db.Agents
            .Where(row => row.Memberships.Any(membership =>
                membership.CommuneId == dossier.CommuneId && membership.Role != Role.Elu && (role == null || membership.Role == role) && (membership.Until == null || membership.Until >= today)))
            .OrderBy(row => row.Nom)
            .Select(row => new Colleague(row.Id, row.Nom))
            .ToListAsync(cancellationToken);
    }

    private static async Task<List<OtherDossier>> OthersAsync(PortalDb db, Dossier dossier, CancellationToken cancellationToken) =>
        dossier.UsagerCourriel is not { Length: > 0 } courriel
            ? []
            : await db.Dossiers
                .Where(row => row.CommuneId == dossier.CommuneId && row.UsagerCourriel == courriel && row.Id != dossier.Id)
                .OrderByDescending(row => row.ReceivedAt)
                .Take(10)
                .Select(row => new OtherDossier(row.Numero, row.Objet, row.Phase, row.ReceivedAt))
                .ToListAsync(cancellationToken);

    private static async Task<bool> ChainHoldsAsync(PortalDb db, Guid communeId, List<DossierEvent> events, CancellationToken cancellationToken)
    {
        var before = events.ConvertAll(line => line.Sequence - 1);
        var hashes = await db.DossierEvents
            .Where(row => row.CommuneId == communeId && before.Contains(row.Sequence))
            .ToDictionaryAsync(row => row.Sequence, row => row.Hash, cancellationToken);
        return events.TrueForAll(line => line.Holds(line.Sequence == 1 ? new byte[32] : hashes.GetValueOrDefault(line.Sequence - 1) ?? []));
    }
}
