using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>A request that holds two subjects, to be made two.</summary>
/// <param name="Numero">The request.</param>
/// <param name="Version">Its version on the form.</param>
/// <param name="Objet">What the new one is about.</param>
/// <param name="Pieces">The files of the usager that the new one has too.</param>
public sealed record SplitDossierCommand(string Numero, int Version, string Objet, IReadOnlyList<Guid> Pieces);

/// <summary>
/// Makes two dossiers of one: the new one has the same person, channel and day of arrival, so that its legal dates run from that day too. Files are
/// kept once and named by both. As long as nobody has worked on the new one, the split can be taken back.
/// </summary>
public sealed class SplitDossier(DossierWork work, DossierCourriels courriels, LegalDeadlines deadlines)
{
    /// <summary>The longest object, in characters.</summary>
    public const int MaxObjet = 120;

    /// <summary>The most dossiers that come of one.</summary>
    public const int Most = 10;

    /// <summary>Splits it; the number of the new dossier, or null when the agent has no such dossier.</summary>
    /// <exception cref="DossierRuleException">It cannot be split.</exception>
    public async Task<string?> RunAsync(SplitDossierCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        string? made = null;
        var found = await work.RunAsync(
            command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context => made = (await SplitAsync(context, command)).Numero, cancellationToken);
        return found ? made : null;
    }

    /// <summary>Takes a split back: the new dossier ends without any decision; false when the agent has no such dossier.</summary>
    /// <param name="numero">The dossier that was split.</param>
    /// <param name="part">The number of the new one.</param>
    /// <param name="agent">Who takes it back.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="DossierRuleException">The new dossier has been worked on.</exception>
    public Task<bool> UndoAsync(string numero, string part, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            var (db, origin, token) = (context.Db, context.Dossier, context.CancellationToken);
            var dossier = await db.Dossiers.FirstOrDefaultAsync(row => row.CommuneId == origin.CommuneId && row.Numero == part, token);
            var split = dossier is null ? null : await db.DossierScissions.FirstOrDefaultAsync(row => row.DossierId == dossier.Id && row.OrigineId == origin.Id && row.UndoneAt == null, token);
            if (dossier is null || split is null)
            {
                throw new DossierRuleException("Ce partage n’existe pas, ou il est déjà annulé. Rechargez la page.");
            }

            if (dossier.Version != split.Version)
            {
                throw new DossierRuleException(
                    $"La demande {dossier.NumeroCourt} a déjà changé depuis le partage\u00a0: elle continue à part. Si les deux sujets se traitent ensemble, joignez-la à celle-ci.");
            }

            dossier.Withdraw($"Partage annulé\u00a0: la demande continue sous le numéro {origin.NumeroCourt}.", context.Now);
            split.Undo(agent.Nom, context.Now);
            origin.Touch(context.Now);
            var own = context with { Dossier = dossier };
            own.Record(EventKinds.PartageAnnule, new { autre = origin.Numero });
            own.Record(EventKinds.Cloturee);
            context.Record(EventKinds.PartageDefait, new { autre = dossier.Numero });
            await EndAlarms.RunAsync(own);
        }, cancellationToken);

    private async Task<Dossier> SplitAsync(DossierContext context, SplitDossierCommand command)
    {
        var (db, origin, token) = (context.Db, context.Dossier, context.CancellationToken);
        var objet = command.Objet.Trim();
        if (objet.Length is 0 or > MaxObjet || objet.Any(char.IsControl))
        {
            throw new DossierFieldException(nameof(FusionForm.Objet), $"Écrivez en une ligne ce que demande la nouvelle demande, en {MaxObjet}\u00a0caractères au plus.");
        }

        origin.RequireAlone();
        origin.RequireUndecided();
        if (origin.MandatContesteAt is not null)
        {
            throw new DossierRuleException("Le mandat de cette demande est contesté\u00a0: voyez d’abord avec la personne, puis partagez la demande.");
        }

        if (await db.DossierScissions.CountAsync(row => row.CommuneId == origin.CommuneId && row.OrigineId == origin.Id, token) >= Most)
        {
            throw new DossierRuleException($"Cette demande a déjà été partagée {Most}\u00a0fois. Enregistrez plutôt une nouvelle demande.");
        }

        var part = Make(context, objet);
        deadlines.Apply(part, []);
        if (part.SilenceOn < FrenchDates.DayOf(context.Now))
        {
            throw new DossierRuleException(
                $"Depuis l’arrivée de la demande, le délai légal de la nouvelle serait passé le {FrenchDates.Date(part.SilenceOn)}. Traitez les deux sujets dans cette demande.");
        }

        db.Dossiers.Add(part);
        var pieces = await CopyAsync(context, part, command.Pieces);
        db.DossierScissions.Add(new DossierScission
        {
            DossierId = part.Id,
            CommuneId = part.CommuneId,
            OrigineId = origin.Id,
            Version = part.Version,
            At = context.Now,
            AgentId = context.Agent!.Sub,
            AgentNom = context.Agent.Nom,
        });
        origin.Touch(context.Now);
        context.Record(EventKinds.Partagee, new { autre = part.Numero, pieces = pieces.Select(piece => piece.Id) });
        Begin(context with { Dossier = part }, origin);
        SearchIndex.Add(db, part, pieces);
        return part;
    }

    private void Begin(DossierContext own, Dossier origin)
    {
        var part = own.Dossier;
        own.Record(EventKinds.Deposee, new
        {
            canal = part.Channel.ToString(),
            demarche = part.DemarcheCode,
            version = part.DemarcheVersion,
            empreinte = TextHash.Of(part.Answers),
            personne = part.PersonneId,
        });
        own.Record(EventKinds.IssueDe, new { autre = origin.Numero });
        // Its own receipt gives the usager its number and its code.
        if (LegalDeadlines.IsElectronic(part.Channel))
        {
            courriels.SendAccuseEnregistrement(own);
            deadlines.Apply(part, []);
        }
    }

    private static Dossier Make(DossierContext context, string objet)
    {
        var origin = context.Dossier;
        var part = new Dossier
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = origin.CommuneId,
            Numero = context.Log.NextNumber(context.Commune.Insee, FrenchDates.DayOf(context.Now).Year),
            Code = FollowUpCode.Draw(),
            DemarcheCode = origin.DemarcheCode,
            DemarcheVersion = origin.DemarcheVersion,
            Objet = objet,
            Channel = origin.Channel,
            ReceivedAt = origin.ReceivedAt,
            Answers = origin.Answers,
            UsagerNom = origin.UsagerNom,
            UsagerCourriel = origin.UsagerCourriel,
            UsagerTelephone = origin.UsagerTelephone,
            FiledByAgentId = origin.FiledByAgentId,
            PersonneId = origin.PersonneId,
            Mandat = origin.Mandat,
        };
        part.Start(Phase.Qualification, origin.ServiceId, origin.UsagerSub);
        return part;
    }

    private static async Task<IReadOnlyList<Piece>> CopyAsync(DossierContext context, Dossier part, IReadOnlyList<Guid> chosen)
    {
        var originId = context.Dossier.Id;
        List<Guid> ids = [.. chosen.Distinct().Take(200)];
        var pieces = ids.Count == 0 ? [] : await context.Db.Pieces
            .Where(row => row.DossierId == originId && ids.Contains(row.Id) && row.Origin == PieceOrigin.Usager && row.Threat == null)
            .OrderBy(row => row.AddedAt)
            .ToListAsync(context.CancellationToken);
        if (pieces.Count != ids.Count)
        {
            throw new DossierRuleException("Une des pièces choisies n’est plus dans la demande. Rechargez la page et choisissez de nouveau.");
        }

        List<Piece> copies = [.. pieces.Select(piece => new Piece
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = part.CommuneId,
            DossierId = part.Id,
            FieldId = piece.FieldId,
            FileName = piece.FileName,
            MediaType = piece.MediaType,
            Length = piece.Length,
            Sha256 = piece.Sha256,
            Origin = piece.Origin,
            AddedAt = piece.AddedAt,
            ScannedAt = piece.ScannedAt,
        })];
        context.Db.Pieces.AddRange(copies);
        return copies;
    }
}
