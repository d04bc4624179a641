using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Represent;

/// <summary>Says who speaks for an organisation.</summary>
public sealed class NameRepresentant(PersonneWork work)
{
    /// <summary>Names a person; false when the agent has no such organisation.</summary>
    /// <exception cref="DossierRuleException">The person is not in the commune, or the quality is missing.</exception>
    public Task<bool> NameAsync(Guid organisationId, Guid personneId, string? qualite, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(organisationId, agent, async (context, organisation) =>
        {
            if (PersonneDescription.Clean(qualite, int.MaxValue) is not { Length: <= Representant.MaxQualite } words || SocialSecurityNumber.IsIn(words))
            {
                throw new DossierFieldException("Qualite", $"Écrivez en quelle qualité, par exemple «\u00a0présidente\u00a0», en {Representant.MaxQualite}\u00a0caractères au plus.");
            }

            var known = await context.Db.Personnes.AnyAsync(
                row => row.CommuneId == context.CommuneId && row.Id == personneId && row.Kind == PersonneKind.Physique, context.CancellationToken);
            if (!known || organisation.Kind is not PersonneKind.Organisation)
            {
                throw new DossierRuleException("Choisissez une personne de la commune pour représenter cette organisation.");
            }

            if (await context.Db.Representants.AnyAsync(
                row => row.CommuneId == context.CommuneId && row.OrganisationId == organisation.Id && row.PersonneId == personneId && row.Until == null, context.CancellationToken))
            {
                return;
            }

            context.Db.Representants.Add(new Representant
            {
                Id = context.NewId(),
                CommuneId = context.CommuneId,
                OrganisationId = organisation.Id,
                PersonneId = personneId,
                Qualite = words,
                Since = context.Now,
            });
            organisation.Touch(context.Now);
        }, cancellationToken);

    /// <summary>The person speaks for it no more; false when there is no such representative.</summary>
    public async Task<bool> EndAsync(Guid organisationId, Guid representantId, AgentAccess agent, CancellationToken cancellationToken)
    {
        var found = false;
        return await work.RunAsync(organisationId, agent, async (context, organisation) =>
        {
            var representant = await context.Db.Representants.FirstOrDefaultAsync(
                row => row.CommuneId == context.CommuneId && row.Id == representantId && row.OrganisationId == organisation.Id, context.CancellationToken);
            representant?.End(context.Now);
            found = representant is not null;
        }, cancellationToken) && found;
    }
}
