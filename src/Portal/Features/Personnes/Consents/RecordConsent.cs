using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Consents;

/// <summary>Keeps the proof of a consent, and of its withdrawal, which is as easy (RGPD, article 7).</summary>
public sealed class RecordConsent(PersonneWork work)
{
    /// <summary>Records that the person agrees; a consent that holds already stands.</summary>
    /// <exception cref="DossierRuleException">The note is missing.</exception>
    public Task<bool> GiveAsync(Guid personneId, ConsentPurpose purpose, string? note, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(personneId, agent, async (context, personne) =>
        {
            if (PersonneDescription.Clean(note, int.MaxValue) is not { Length: <= PersonneConsent.MaxNote } words || SocialSecurityNumber.IsIn(words))
            {
                throw new DossierFieldException("Preuve", $"Écrivez comment l’accord a été donné, en {PersonneConsent.MaxNote}\u00a0caractères au plus et sans numéro de sécurité sociale.");
            }

            if (!Enum.IsDefined(purpose))
            {
                throw new DossierFieldException("Finalite", "Choisissez à quoi la personne consent.");
            }

            if (await context.Db.PersonneConsents.AnyAsync(
                row => row.CommuneId == context.CommuneId && row.PersonneId == personne.Id && row.Purpose == purpose && row.WithdrawnAt == null, context.CancellationToken))
            {
                return;
            }

            context.Db.PersonneConsents.Add(new PersonneConsent
            {
                Id = context.NewId(),
                CommuneId = context.CommuneId,
                PersonneId = personne.Id,
                Purpose = purpose,
                GivenAt = context.Now,
                Note = words,
                GivenToNom = agent.Nom,
            });
            personne.Touch(context.Now);
        }, cancellationToken);

    /// <summary>Records that the person agrees no more; false when there is no such consent.</summary>
    public async Task<bool> WithdrawAsync(Guid personneId, Guid consentId, AgentAccess agent, CancellationToken cancellationToken)
    {
        var found = false;
        return await work.RunAsync(personneId, agent, async (context, personne) =>
        {
            var group = (await PersonneGroup.ReadAsync(context.Db, personne, context.CancellationToken)).Select(row => row.Id).ToList();
            var consent = await context.Db.PersonneConsents.FirstOrDefaultAsync(row => row.CommuneId == context.CommuneId && row.Id == consentId && group.Contains(row.PersonneId), context.CancellationToken);
            consent?.Withdraw(agent.Nom, context.Now);
            found = consent is not null;
        }, cancellationToken) && found;
    }
}
