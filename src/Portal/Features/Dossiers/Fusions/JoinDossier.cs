using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>A dossier to treat with another one of the same commune.</summary>
/// <param name="Numero">The one that is joined.</param>
/// <param name="Version">Its version on the form.</param>
/// <param name="Avec">The number of the other, with or without the code of the commune.</param>
public sealed record JoinDossierCommand(string Numero, int Version, string Avec);

/// <summary>
/// Has a dossier treated with another one, or each alone again. Nothing moves and nothing is lost: the joined one keeps its number, code, person and
/// legal dates, and only says with which it is treated, so that the undoing gives back exactly what was.
/// </summary>
public sealed class JoinDossier(DossierWork work, DossierCourriels courriels)
{
    /// <summary>Joins it; false when the agent has no such dossier.</summary>
    /// <exception cref="DossierRuleException">They cannot be joined.</exception>
    public Task<bool> RunAsync(JoinDossierCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var (db, dossier, token) = (context.Db, context.Dossier, context.CancellationToken);
            var numero = NumberOf(command.Avec, context.Commune.Insee);
            var into = await db.Dossiers.FirstOrDefaultAsync(row => row.CommuneId == dossier.CommuneId && row.Numero == numero, token)
                ?? throw new DossierFieldException(nameof(FusionForm.Avec), $"La commune n’a pas de demande de ce numéro. Écrivez-le comme {dossier.NumeroCourt}.");
            if (await db.Dossiers.AnyAsync(row => row.CommuneId == dossier.CommuneId && row.JointeA == dossier.Id && row.Phase != Phase.Cloture, token))
            {
                throw new DossierRuleException($"Des demandes sont déjà jointes à celle-ci. Joignez plutôt la demande {into.NumeroCourt} à celle-ci, depuis sa page.");
            }

            if (await db.Dossiers.CountAsync(row => row.CommuneId == dossier.CommuneId && row.JointeA == into.Id, token) >= FollowJoined.Most)
            {
                throw new DossierRuleException($"{FollowJoined.Most}\u00a0demandes sont déjà jointes à la demande {into.NumeroCourt}\u00a0: c’est le plus qu’elle peut en porter.");
            }

            if (ImpliedDecision.MayBeDue(into, context.Now))
            {
                throw new DossierRuleException($"Le délai légal de la demande {into.NumeroCourt} est passé\u00a0: ouvrez-la d’abord, le silence de la mairie vient d’en décider.");
            }

            dossier.JoinTo(into, context.Now);
            var fusion = new DossierFusion
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
                CommuneId = dossier.CommuneId,
                DossierId = dossier.Id,
                IntoId = into.Id,
                At = context.Now,
                AgentId = agent.Sub,
                AgentNom = agent.Nom,
            };
            db.DossierFusions.Add(fusion);
            context.Record(EventKinds.Jointe, new { fusion = fusion.Id, autre = into.Numero });
            (context with { Dossier = into }).Record(EventKinds.Regroupee, new { fusion = fusion.Id, autre = dossier.Numero });
            await CatchUpAsync(context, into);
        }, cancellationToken);

    /// <summary>Separates it again; false when the agent has no such dossier.</summary>
    /// <exception cref="DossierRuleException">They cannot be separated any more.</exception>
    public Task<bool> UndoAsync(string numero, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            var (db, dossier, token) = (context.Db, context.Dossier, context.CancellationToken);
            var fusion = await db.DossierFusions.Where(row => row.CommuneId == dossier.CommuneId && row.DossierId == dossier.Id && row.UndoneAt == null)
                .OrderByDescending(row => row.Id).FirstOrDefaultAsync(token)
                ?? throw new DossierRuleException("Cette demande n’est pas jointe à une autre. Rechargez la page.");
            var into = await db.Dossiers.FirstOrDefaultAsync(row => row.CommuneId == dossier.CommuneId && row.Id == fusion.IntoId, token)
                ?? throw new DossierRuleException("L’autre demande n’est plus conservée\u00a0: celle-ci garde la réponse qu’elle a reçue avec elle.");
            dossier.Part(into, context.Now);
            fusion.Undo(agent.Nom, context.Now);
            context.Record(EventKinds.Separee, new { fusion = fusion.Id, autre = into.Numero });
            (context with { Dossier = into }).Record(EventKinds.RegroupementDefait, new { fusion = fusion.Id, autre = dossier.Numero });
        }, cancellationToken);

    /// <summary>A number as it is kept: people leave the code of the commune out.</summary>
    internal static string NumberOf(string typed, string insee)
    {
        var number = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        return number.Length == 10 ? $"{insee}-{number}" : number;
    }

    // The other one is with its service already: this one goes there too, and its acknowledgement leaves with every mention.
    private async Task CatchUpAsync(DossierContext context, Dossier into)
    {
        if (context.Dossier.Phase is Phase.Traitement || into is not { Phase: Phase.Traitement, ServiceId: { } service })
        {
            return;
        }

        var code = await context.Db.Services.Where(row => row.CommuneId == into.CommuneId && row.Id == service).Select(row => row.Code).FirstOrDefaultAsync(context.CancellationToken);
        context.Dossier.Qualify(service, context.Dossier.Priority, context.Now);
        context.Record(EventKinds.Qualifiee, new { service = code, priorite = context.Dossier.Priority.ToString() });
        await courriels.SendAccuseReceptionAsync(context);
    }
}
