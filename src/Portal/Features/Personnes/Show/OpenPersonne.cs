using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Show;

/// <summary>What came of the wish to read a person's page.</summary>
public enum Opening
{
    /// <summary>There is no such record in the agent's communes.</summary>
    Absent,

    /// <summary>A reason is asked first.</summary>
    ReasonAsked,

    /// <summary>The page may be shown; the reading is in the log.</summary>
    Open,
}

/// <summary>
/// Writes each reading of a person's page into the log before anything is shown, with a reason where the record or a démarche of the person is
/// sensitive (RGPD, articles 9 and 32).
/// </summary>
public sealed class OpenPersonne(PersonneWork work, DemarcheCatalogue catalogue)
{
    /// <summary>Opens it; a reason that was given of late is not asked again.</summary>
    /// <exception cref="DossierRuleException">The reason is empty or too long.</exception>
    public async Task<Opening> RunAsync(Guid personneId, string? reason, bool isGiving, AgentAccess agent, CancellationToken cancellationToken)
    {
        var opening = Opening.Absent;
        await work.RunAsync(personneId, agent, async (context, personne) =>
        {
            if (isGiving && (PersonneDescription.Clean(reason, int.MaxValue) is not { Length: >= 5 and <= PersonneAcces.MaxMotif } || SocialSecurityNumber.IsIn(reason)))
            {
                throw new DossierFieldException("Motif", $"Écrivez pourquoi vous ouvrez cette fiche, en {PersonneAcces.MaxMotif}\u00a0caractères au plus et sans numéro de sécurité sociale.");
            }

            var group = await PersonneGroup.ReadAsync(context.Db, personne, context.CancellationToken);
            var motif = isGiving ? reason!.Trim() : null;
            if (motif is null && await IsSensitiveAsync(context.Db, group, context.CancellationToken))
            {
                var since = context.Now - PersonneAcces.ReasonHolds;
                motif = await context.Db.PersonneAcces
                    .Where(row => row.CommuneId == context.CommuneId && row.PersonneId == personne.Id && row.AgentId == agent.Sub && row.At >= since && row.Motif != null)
                    .OrderByDescending(row => row.At).Select(row => row.Motif).FirstOrDefaultAsync(context.CancellationToken);
                if (motif is null)
                {
                    opening = Opening.ReasonAsked;
                    return;
                }
            }

            context.Db.PersonneAcces.Add(new PersonneAcces
            {
                Id = context.NewId(),
                CommuneId = context.CommuneId,
                PersonneId = personne.Id,
                At = context.Now,
                AgentId = agent.Sub,
                AgentNom = agent.Nom,
                // The thirty minutes run from the reason that was given, not from each reading after it.
                Motif = isGiving ? motif : null,
            });
            opening = Opening.Open;
        }, cancellationToken);
        return opening;
    }

    /// <summary>Whether a reason is asked: one of the records says so, or a request of theirs is about health.</summary>
    public async Task<bool> IsSensitiveAsync(PortalDb db, IReadOnlyList<Personne> group, CancellationToken cancellationToken)
    {
        if (group.Any(personne => personne.Sensible))
        {
            return true;
        }

        var (commune, ids) = (group[0].CommuneId, group.Select(personne => (Guid?)personne.Id).ToList());
        var codes = await db.Dossiers.Where(row => row.CommuneId == commune && ids.Contains(row.PersonneId)).Select(row => row.DemarcheCode).Distinct().ToListAsync(cancellationToken);
        return codes.Any(code => catalogue.Find(code) is { } demarche && DataCategories.IsSensitive(demarche));
    }
}
