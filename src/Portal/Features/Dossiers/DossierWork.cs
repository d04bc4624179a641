using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Objectifs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>What an action on a dossier has at hand inside its unit of work.</summary>
public sealed record DossierContext(
    PortalDb Db, Dossier Dossier, Commune Commune, AgentAccess? Agent, DossierLog Log, Actor Actor, DateTime Now, CancellationToken CancellationToken)
{
    /// <summary>Adds a line to the log.</summary>
    public void Record(string kind, object? data = null) => Log.Add(Dossier.Id, Now, Actor, kind, data);

    /// <summary>Adds a text of the one who acts to the thread, or a note that only agents see.</summary>
    public DossierMessage Write(string body, bool isInternal = false)
    {
        var message = new DossierMessage
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(Now)),
            CommuneId = Dossier.CommuneId,
            DossierId = Dossier.Id,
            At = Now,
            AgentId = Agent?.Sub,
            AuthorName = Actor.Name,
            Internal = isInternal,
            Body = body,
        };
        Db.Messages.Add(message);
        return message;
    }

    /// <summary>Puts a mail into the outbox for each of those to whom mails go, and says so in the log, in the same transaction; nothing when nobody gave an address.</summary>
    public void Send(string kind, RenderedCourriel rendered)
    {
        foreach (var recipient in Recipients.Of(Dossier))
        {
            SendTo(recipient, kind, rendered);
        }
    }

    /// <summary>Puts a mail for one of them into the outbox, and says so in the log.</summary>
    public void SendTo(Recipient recipient, string kind, RenderedCourriel written)
    {
        var courriel = Queue(recipient.Address, kind, written.For(recipient, Dossier));
        Record(EventKinds.CourrielPrepare, recipient.IsMandataire
            ? (object)new { courriel = courriel.Id, genre = kind, empreinte = TextHash.Of(courriel.Texte), pour = "mandataire" }
            : new { courriel = courriel.Id, genre = kind, empreinte = TextHash.Of(courriel.Texte) });
    }

    /// <summary>Puts a mail about an opinion into the outbox, for somebody else than those of the request, and says so in the log.</summary>
    public void SendBeside(string address, string kind, RenderedCourriel rendered, Guid consultation)
    {
        var courriel = Queue(address, kind, rendered);
        Record(EventKinds.CourrielPrepare, new { courriel = courriel.Id, genre = kind, empreinte = TextHash.Of(courriel.Texte), avis = consultation });
    }

    private Courriel Queue(string address, string kind, RenderedCourriel rendered)
    {
        var courriel = new Courriel
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(Now)),
            CommuneId = Dossier.CommuneId,
            DossierId = Dossier.Id,
            Kind = kind,
            Destinataire = address,
            Objet = rendered.Subject,
            Texte = rendered.Text,
            Html = rendered.Html,
            ExpediteurNom = "Mairie – " + Commune.Nom,
            CreatedAt = Now,
            NextAttemptAt = Now,
        };
        Db.Courriels.Add(courriel);
        return courriel;
    }
}

/// <summary>
/// The frame of every action on a dossier: find it inside the walls, check the right, refuse a stale form, let the action change it,
/// log it and queue its mails, all in one transaction.
/// </summary>
public sealed class DossierWork(PortalWrites writes, CommuneDirectory directory, LegalDeadlines deadlines, CourrielNudge nudge, TimeProvider time)
{
    /// <summary>Runs an agent's action.</summary>
    /// <param name="numero">The number of the dossier.</param>
    /// <param name="agent">Who acts.</param>
    /// <param name="may">Whether the agent may, in this commune.</param>
    /// <param name="version">The version that the form was built on, or null when the action cannot conflict.</param>
    /// <param name="act">The action.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False when there is no such dossier in the agent's communes.</returns>
    /// <exception cref="DossierRuleException">A rule refuses the action.</exception>
    public async Task<bool> RunAsync(
        string numero, AgentAccess agent, Func<AgentAccess, Guid, bool> may, int? version, Func<DossierContext, Task> act, CancellationToken cancellationToken)
    {
        var actor = new Actor(ActorKind.Agent, agent.Sub, agent.Nom);
        var found = await RunAsync(
            CommuneScope.Of(agent.Communes),
            async (db, token) =>
            {
                var dossier = await db.Dossiers.FirstOrDefaultAsync(row => row.Numero == numero, token);
                if (dossier is null)
                {
                    return Step.Absent;
                }

                if (!may(agent, dossier.CommuneId))
                {
                    throw new DossierRuleException("Votre rôle ne permet pas cette action. L’administrateur de la commune peut vous en donner le droit.");
                }

                return await ActAsync(db, dossier, agent, actor, version, act, token);
            },
            version,
            cancellationToken);
        nudge.Now();
        return found;
    }

    /// <summary>Runs an action of the usager, who holds the code or the account.</summary>
    public Task<bool> RunAsUsagerAsync(
        Guid communeId, Guid dossierId, Guid? usagerSub, Func<DossierContext, Task> act, CancellationToken cancellationToken) =>
        RunOnSiteAsync(communeId, dossierId, dossier => new Actor(ActorKind.Usager, usagerSub, dossier.UsagerNom), act, cancellationToken);

    /// <summary>Runs an action of somebody outside, who holds a link.</summary>
    public Task<bool> RunAsOutsiderAsync(Guid communeId, Guid dossierId, string nom, Func<DossierContext, Task> act, CancellationToken cancellationToken) =>
        RunOnSiteAsync(communeId, dossierId, _ => new Actor(ActorKind.Tiers, null, nom), act, cancellationToken);

    /// <summary>Runs what the appliance does by itself, such as a job.</summary>
    public Task<bool> RunAsApplianceAsync(Guid communeId, Guid dossierId, Func<DossierContext, Task> act, CancellationToken cancellationToken) =>
        RunAsync(
            CommuneScope.One(communeId),
            async (db, token) => await db.Dossiers.FirstOrDefaultAsync(row => row.Id == dossierId, token) is { } dossier
                ? await ActAsync(db, dossier, null, Actor.Appliance, null, act, token)
                : Step.Absent,
            null,
            cancellationToken);

    /// <summary>Runs what the appliance does by itself on several dossiers of one commune, in one transaction; a dossier without act gets its dates anew.</summary>
    /// <returns>How many it acted on.</returns>
    public Task<int> RunEachAsApplianceAsync(
        Guid communeId, IReadOnlyCollection<Guid> dossierIds, Func<DossierContext, IReadOnlyList<PieceRequest>, bool> act, CancellationToken cancellationToken) =>
        writes.RunAsync(
            CommuneScope.One(communeId),
            async (db, token) =>
            {
                var commune = directory.Find(communeId)!;
                var log = await DossierLog.OpenAsync(db, communeId, token);
                var dossiers = await db.Dossiers.Where(row => dossierIds.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(token);
                var requests = (await db.PieceRequests.AsNoTracking().Where(row => dossierIds.Contains(row.DossierId)).ToListAsync(token)).ToLookup(row => row.DossierId);
                var now = time.GetUtcNow().UtcDateTime;
                var acted = 0;
                foreach (var dossier in dossiers)
                {
                    List<PieceRequest> own = [.. requests[dossier.Id]];
                    var awaited = Awaited(dossier);
                    var context = new DossierContext(db, dossier, commune, null, log, Actor.Appliance, now, token);
                    acted += act(context, own) ? 1 : 0;
                    deadlines.Apply(dossier, own);
                    if (awaited != Awaited(dossier) && dossier.ImpliciteLe is not null)
                    {
                        await EndAlarms.RunAsync(context);
                    }
                }

                await db.SaveChangesAsync(token);
                return acted;
            },
            cancellationToken);

    private async Task<bool> RunOnSiteAsync(
        Guid communeId, Guid dossierId, Func<Dossier, Actor> actorOf, Func<DossierContext, Task> act, CancellationToken cancellationToken)
    {
        var found = await RunAsync(
            CommuneScope.One(communeId),
            async (db, token) => await db.Dossiers.FirstOrDefaultAsync(row => row.Id == dossierId, token) is { } dossier
                ? await ActAsync(db, dossier, null, actorOf(dossier), null, act, token)
                : Step.Absent,
            null,
            cancellationToken);
        nudge.Now();
        return found;
    }

    // Where the law has decided meanwhile, that is kept first, whatever comes of the action: who wrote on an older state is asked to read it.
    private async Task<bool> RunAsync(CommuneScope scope, Func<PortalDb, CancellationToken, Task<Step>> step, int? version, CancellationToken cancellationToken)
    {
        var done = await writes.RunAsync(scope, step, cancellationToken);
        if (done is Step.LawDecided)
        {
            done = version is null ? await writes.RunAsync(scope, step, cancellationToken) : throw new StaleDossierException();
        }

        return done is Step.Done;
    }

    private async Task<Step> ActAsync(
        PortalDb db, Dossier dossier, AgentAccess? agent, Actor actor, int? version, Func<DossierContext, Task> act, CancellationToken cancellationToken)
    {
        if (version is not null && version != dossier.Version)
        {
            throw new StaleDossierException();
        }

        var commune = directory.Find(dossier.CommuneId)!;
        var log = await DossierLog.OpenAsync(db, dossier.CommuneId, cancellationToken);
        var context = new DossierContext(db, dossier, commune, agent, log, actor, time.GetUtcNow().UtcDateTime, cancellationToken);
        var awaited = Awaited(dossier);
        var born = ImpliedDecision.MayBeDue(dossier, context.Now)
            && ImpliedDecision.Record(context, await db.PieceRequests.AsNoTracking().Where(row => row.DossierId == dossier.Id).ToListAsync(cancellationToken), deadlines);
        if (!born)
        {
            var stood = ObjectifState.Of(dossier);
            await act(context);
            await EndConsultations.RunAsync(context);
            await FollowObjectifs.RunAsync(context, stood);
        }

        await deadlines.RefreshAsync(db, dossier, cancellationToken);
        if (awaited != Awaited(dossier))
        {
            await EndAlarms.RunAsync(context);
        }

        await SearchIndex.FollowAsync(db, dossier, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return born ? Step.LawDecided : Step.Done;
    }

    // What an alarm may have been raised for.
    private static (DateOnly, string?, DateOnly) Awaited(Dossier dossier) => (dossier.NextDate, dossier.NextDateKind, dossier.SilenceOn);

    private enum Step
    {
        Absent,
        LawDecided,
        Done,
    }
}
