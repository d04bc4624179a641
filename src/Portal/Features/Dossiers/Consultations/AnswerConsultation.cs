using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>What who is asked answers.</summary>
/// <param name="Id">The opinion.</param>
/// <param name="Sens">For, against, or neither.</param>
/// <param name="Texte">The text.</param>
/// <param name="Signataire">Who answers for the body outside; not read inside.</param>
/// <param name="File">A file that goes with it.</param>
public sealed record AnswerConsultationCommand(Guid Id, Opinion? Sens, string? Texte, string? Signataire, StoredFile? File);

/// <summary>Takes an opinion, once: it joins the dossier as an internal note, and the agent who asked is told.</summary>
public sealed class AnswerConsultation(DossierWork work, ConsultationCourriels courriels, PortalContexts contexts)
{
    /// <summary>Takes the opinion of an agent who was asked; false when no such opinion is within their reach.</summary>
    /// <exception cref="DossierRuleException">It was given before, or given up, or something is missing.</exception>
    public async Task<bool> AsAgentAsync(AnswerConsultationCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        string? numero;
        await using (var db = contexts.Open(CommuneScope.Of(agent.Communes)))
        {
            numero = await ConsultationReach.Of(agent).Narrow(db).Where(row => row.Id == command.Id)
                .Join(db.Dossiers, row => row.DossierId, dossier => dossier.Id, (_, dossier) => dossier.Numero)
                .FirstOrDefaultAsync(cancellationToken);
        }

        return numero is not null && await work.RunAsync(
            numero, agent, (who, commune) => who.MayWork(commune), null, context => TakeAsync(context, command, agent.Nom), cancellationToken);
    }

    /// <summary>Takes the opinion of somebody outside, who holds the link; false when it is gone.</summary>
    /// <exception cref="DossierRuleException">It was given before, or given up, the link is too old, or something is missing.</exception>
    public Task<bool> AsOutsiderAsync(Consultation consultation, AnswerConsultationCommand command, CancellationToken cancellationToken) =>
        work.RunAsOutsiderAsync(consultation.CommuneId, consultation.DossierId, consultation.Nom, context =>
            TakeAsync(context, command, Typed.Line(command.Signataire, Consultation.MaxName, "signataire", "Écrivez votre nom et votre qualité")), cancellationToken);

    private async Task TakeAsync(DossierContext context, AnswerConsultationCommand command, string by)
    {
        var consultation = await context.Db.Consultations.FirstAsync(row => row.Id == command.Id && row.DossierId == context.Dossier.Id, context.CancellationToken);
        if (consultation.IsOpen && consultation.IsOutside && !consultation.OpensOn(FrenchDates.DayOf(context.Now)))
        {
            throw new DossierRuleException("Ce lien n’est plus valable. Demandez-en un autre à la mairie.");
        }

        if (command.Sens is not { } opinion || !Enum.IsDefined(opinion))
        {
            throw new DossierFieldException("sens", "Choisissez votre avis.");
        }

        // The file may say it all.
        var text = string.IsNullOrWhiteSpace(command.Texte) && (command.File is not null || opinion is Opinion.Favorable or Opinion.SansAvis)
            ? ""
            : Typed.Text(command.Texte, Consultation.MaxText, "texte", opinion is Opinion.Reserves ? "Écrivez vos réserves" : "Écrivez ce qui motive votre avis");
        var message = context.Write(text.Length == 0 ? $"{ConsultationWords.Of(opinion)}." : $"{ConsultationWords.Of(opinion)}.\n\n{text}", isInternal: true);
        consultation.Answer(opinion, by, message.Id, context.Now);
        if (command.File is not null)
        {
            context.Db.Pieces.Add(PieceRows.Of(command.File, context, PieceOrigin.Tiers, message.Id));
        }

        context.Dossier.EndOpinion(context.Now);
        context.Record(EventKinds.AvisRendu, new { avis = consultation.Id, sens = opinion.ToString(), message = message.Id, empreinte = TextHash.Of(message.Body), fichier = command.File?.Sha256 });
        await courriels.SendAnsweredAsync(context, consultation);
    }
}
