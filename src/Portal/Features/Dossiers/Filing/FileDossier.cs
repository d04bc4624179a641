using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Features.Personnes.Link;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Filing;

/// <summary>A request to file, whatever the channel.</summary>
public sealed record FileDossierCommand
{
    /// <summary>The commune.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>The démarche in the version that was filled in.</summary>
    public required DemarcheDefinition Demarche { get; init; }

    /// <summary>The answers, complete and checked.</summary>
    public required FormAnswers Answers { get; init; }

    /// <summary>How it comes.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The draft that it comes from; a draft becomes one dossier, however often it is sent.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The usager's account.</summary>
    public Guid? UsagerSub { get; init; }

    /// <summary>The agent who files it for the person.</summary>
    public AgentAccess? Agent { get; init; }

    /// <summary>The record of the person, where the agent has it before them.</summary>
    public Guid? PersonneId { get; init; }

    /// <summary>The mandate of who files it for the person; null when the person does.</summary>
    public Mandat? Mandat { get; init; }

    /// <summary>How it was typed while the network was cut; null when it was not.</summary>
    public SaisieHorsLigne? HorsLigne { get; init; }
}

/// <summary>What the receipt says.</summary>
/// <param name="Id">The key.</param>
/// <param name="Numero">The number.</param>
/// <param name="Code">The follow-up code.</param>
/// <param name="ReceivedAt">The instant of reception, UTC.</param>
public sealed record FiledDossier(Guid Id, string Numero, string Code, DateTime ReceivedAt);

/// <summary>Files a request: number, code, log, registration receipt and pieces in one transaction.</summary>
public sealed class FileDossier(
    PortalWrites writes, CommuneDirectory directory, LegalDeadlines deadlines, DossierCourriels courriels, CourrielNudge nudge, TimeProvider time)
{
    /// <summary>Files it; when the draft was filed before, returns that same dossier.</summary>
    public async Task<FiledDossier> RunAsync(FileDossierCommand command, CancellationToken cancellationToken)
    {
        var filed = await writes.RunAsync(CommuneScope.One(command.CommuneId), (db, token) => FileAsync(db, command, token), cancellationToken);
        nudge.Now();
        return filed;
    }

    private async Task<FiledDossier> FileAsync(PortalDb db, FileDossierCommand command, CancellationToken cancellationToken)
    {
        // The log first: on PostgreSQL it is the lock behind which a form sent twice at once finds its first filing.
        var log = await DossierLog.OpenAsync(db, command.CommuneId, cancellationToken);
        if (command.HorsLigne is { } typed && await FindTypedAsync(db, command, typed, cancellationToken) is { } sent)
        {
            return sent;
        }

        if (command.DraftId is { } draftId
            && await db.Dossiers.Where(row => row.DraftId == draftId)
                .Select(row => new FiledDossier(row.Id, row.Numero, row.Code, row.ReceivedAt))
                .FirstOrDefaultAsync(cancellationToken) is { } before)
        {
            return before;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var commune = directory.Find(command.CommuneId)!;
        var dossier = Make(command, commune, log, now);
        var serviceId = await db.Services
            .Where(row => row.CommuneId == commune.Id && row.Code == command.Demarche.Service)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        await TakeDraftAsync(db, command, dossier, cancellationToken);
        dossier.Start(command.Agent is null ? Phase.Reception : Phase.Qualification, serviceId, command.UsagerSub);
        db.Dossiers.Add(dossier);

        var context = new DossierContext(db, dossier, commune, command.Agent, log, ActorOf(command, dossier), now, cancellationToken);
        // Who reports from the field asks nothing for themselves: the commune keeps no record of them.
        if (command.Channel is not Channel.Terrain)
        {
            await RecognizePersonne.RunAsync(context, command);
        }

        context.Record(EventKinds.Deposee, new
        {
            canal = command.Channel.ToString(),
            demarche = dossier.DemarcheCode,
            version = dossier.DemarcheVersion,
            empreinte = TextHash.Of(dossier.Answers),
            personne = dossier.PersonneId,
        });
        if (command.HorsLigne is not null)
        {
            context.Record(EventKinds.SaisieHorsLigne, new { appareil = dossier.SaisiHorsLigneAt, retenue = dossier.IsSaisieRetenue });
        }

        if (command.Mandat is { } mandat)
        {
            context.Record(EventKinds.MandatDeclare, new
            {
                qualite = mandat.Qualite.ToString(),
                le = mandat.Date,
                courriels = mandat.Courriels.ToString(),
                piece = mandat.PieceId,
                empreinte = TextHash.Of(mandat.ToJson()),
            });
        }

        if (LegalDeadlines.IsElectronic(command.Channel))
        {
            courriels.SendAccuseEnregistrement(context);
        }

        if (!courriels.SendMandat(context) && dossier.Mandat is { ByAgent: false })
        {
            await OpenTache.RunAsync(context, TacheKind.PrevenirPersonne);
        }

        await FollowObjectifs.BeginAsync(context);
        SearchIndex.Add(db, dossier);
        deadlines.Apply(dossier, []);
        await db.SaveChangesAsync(cancellationToken);
        return new FiledDossier(dossier.Id, dossier.Numero, dossier.Code, dossier.ReceivedAt);
    }

    // Once sent, it answers the same; what a colleague's device sent is not told.
    private static async Task<FiledDossier?> FindTypedAsync(PortalDb db, FileDossierCommand command, SaisieHorsLigne typed, CancellationToken cancellationToken)
    {
        var before = await db.Dossiers.AsNoTracking()
            .FirstOrDefaultAsync(row => row.CommuneId == command.CommuneId && row.CleHorsLigne == typed.Cle, cancellationToken);
        return before is null ? null
            : before.FiledByAgentId == command.Agent?.Sub ? new FiledDossier(before.Id, before.Numero, before.Code, before.ReceivedAt)
            : throw new DossierRuleException("Une autre personne a déjà envoyé cette saisie. Recommencez la vôtre.");
    }

    private static Dossier Make(FileDossierCommand command, Commune commune, DossierLog log, DateTime now)
    {
        var answers = command.Answers;
        var name = string.Join(' ', ((string?[])[answers.Text(UsagerFields.Prenom), answers.Text(UsagerFields.Nom)])
            .Where(part => !string.IsNullOrWhiteSpace(part)));
        return new Dossier
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now)),
            CommuneId = commune.Id,
            Numero = log.NextNumber(commune.Insee, FrenchDates.DayOf(now).Year),
            Code = FollowUpCode.Draw(),
            DraftId = command.DraftId,
            DemarcheCode = command.Demarche.Code,
            DemarcheVersion = command.Demarche.Version,
            Objet = command.Demarche.Objet,
            Channel = command.Channel,
            ReceivedAt = command.HorsLigne?.ReceivedAt(now) ?? now,
            CleHorsLigne = command.HorsLigne?.Cle,
            SaisiHorsLigneAt = command.HorsLigne?.AppareilAt,
            TransmisAt = command.HorsLigne is null ? null : now,
            Answers = answers.ToJson(),
            UsagerNom = name.Length > 0 ? name : "Anonyme",
            UsagerCourriel = NullIfEmpty(answers.Text(UsagerFields.Courriel)),
            UsagerTelephone = NullIfEmpty(answers.Text(UsagerFields.Telephone)),
            FiledByAgentId = command.Agent?.Sub,
            Mandat = command.Mandat,
        };
    }

    private static async Task TakeDraftAsync(PortalDb db, FileDossierCommand command, Dossier dossier, CancellationToken cancellationToken)
    {
        if (command.DraftId is not { } draftId)
        {
            return;
        }

        var kept = command.Answers.Files().Select(file => file.Id).ToHashSet();
        foreach (var piece in await db.Pieces.Where(row => row.DraftId == draftId).ToListAsync(cancellationToken))
        {
            if (kept.Contains(piece.Id) || (piece.Id == command.Mandat?.PieceId && piece.FieldId == Mandat.FieldId))
            {
                piece.DossierId = dossier.Id;
            }
        }

        if (await db.Drafts.FirstOrDefaultAsync(row => row.Id == draftId, cancellationToken) is { } draft)
        {
            draft.DossierId = dossier.Id;
            dossier.Code = draft.Code ?? dossier.Code;
        }
    }

    private static Actor ActorOf(FileDossierCommand command, Dossier dossier) => command.Agent is { } agent
        ? new Actor(ActorKind.Agent, agent.Sub, agent.Nom)
        : new Actor(ActorKind.Usager, command.UsagerSub, command.Mandat?.Nom ?? dossier.UsagerNom);

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
