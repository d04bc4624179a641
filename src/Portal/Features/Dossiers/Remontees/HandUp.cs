using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Remontees;

/// <summary>Hands a dossier up to who administers the commune, with a reason; it comes back to the same agent with an answer. Both are internal notes.</summary>
public sealed class HandUp(DossierWork work)
{
    /// <summary>Hands it up; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public Task<bool> UpAsync(string numero, int version, Guid? to, string? reason, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            var why = Typed.Text(reason, Remontee.MaxText, nameof(Detail.DossierForm.Raison), "Écrivez pourquoi vous remontez cette demande");
            if (await OpenAsync(context) is not null)
            {
                throw new DossierRuleException("Cette demande est déjà remontée\u00a0: attendez qu’elle revienne.");
            }

            var superior = await MemberAsync(context, to ?? Guid.Empty, Role.CommuneAdmin);
            if (superior is null || superior.Id == agent.Sub)
            {
                throw new DossierFieldException(nameof(Detail.DossierForm.Superieur), "Choisissez une personne qui administre la commune.");
            }

            var message = context.Write(why, isInternal: true);
            var remontee = new Remontee
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
                CommuneId = context.Dossier.CommuneId,
                DossierId = context.Dossier.Id,
                FromId = agent.Sub,
                FromNom = agent.Nom,
                ToId = superior.Id,
                ToNom = superior.Nom,
                At = context.Now,
                MessageId = message.Id,
            };
            context.Db.Remontees.Add(remontee);
            context.Dossier.Assign(superior.Id, superior.Nom, context.Now);
            context.Record(EventKinds.Remontee, new { remontee = remontee.Id, agent = superior.Id, nom = superior.Nom, message = message.Id, empreinte = TextHash.Of(why) });
        }, cancellationToken);

    /// <summary>Gives it back with an answer; false when there is no such dossier. Where who handed it up works for the commune no more, it stays.</summary>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public Task<bool> BackAsync(string numero, int version, string? answer, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            var said = Typed.Text(answer, Remontee.MaxText, nameof(Detail.DossierForm.Retour), "Écrivez votre réponse");
            var remontee = await OpenAsync(context) ?? throw new DossierRuleException("Cette demande n’est pas remontée, ou elle est déjà revenue.");
            if (!MayAnswer(remontee, agent))
            {
                throw new DossierRuleException($"{remontee.ToNom} doit répondre, ou une autre personne qui administre la commune.");
            }

            var message = context.Write(said, isInternal: true);
            remontee.ComeBack(message.Id, context.Now);
            var back = await MemberAsync(context, remontee.FromId, null);
            if (back is not null)
            {
                context.Dossier.Assign(back.Id, back.Nom, context.Now);
            }
            else
            {
                context.Dossier.Touch(context.Now);
            }

            context.Record(EventKinds.Redescendue, new { remontee = remontee.Id, agent = back?.Id, nom = back?.Nom, message = message.Id, empreinte = TextHash.Of(said) });
        }, cancellationToken);

    /// <summary>Whether an agent may answer: the one to whom it was handed up, or whoever administers the commune, but not who asked.</summary>
    public static bool MayAnswer(Remontee remontee, AgentAccess agent) =>
        agent.Sub != remontee.FromId && (agent.Sub == remontee.ToId || agent.MayAdminister(remontee.CommuneId));

    private static Task<Remontee?> OpenAsync(DossierContext context) =>
        context.Db.Remontees.FirstOrDefaultAsync(row => row.DossierId == context.Dossier.Id && row.BackAt == null, context.CancellationToken);

    private static Task<Agent?> MemberAsync(DossierContext context, Guid id, Role? role)
    {
        var (commune, today) = (context.Dossier.CommuneId, DateOnly.FromDateTime(context.Now));
        return context.Db.Agents
            .Where(row => row.Id == id && row.Memberships.Any(membership =>
                membership.CommuneId == commune && membership.Role != Role.Elu && (role == null || membership.Role == role)
                && (membership.Until == null || membership.Until >= today)))
            .FirstOrDefaultAsync(context.CancellationToken);
    }
}
