using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.Features.Personnes.Matching;

namespace Beffroi.Portal.Features.Personnes.Edit;

/// <summary>Makes a record, or changes one.</summary>
public sealed class SavePersonne(PersonneWork work)
{
    /// <summary>Makes a record; when others look like it and the agent has not said that it is somebody else, returns them and makes nothing.</summary>
    public Task<(Guid? Id, IReadOnlyList<Lookalike> Alike)> AddAsync(
        Guid communeId, PersonneKind kind, PersonneDescription said, bool isSomebodyElse, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync<(Guid?, IReadOnlyList<Lookalike>)>(communeId, agent, async context =>
        {
            if (!agent.MayWork(communeId))
            {
                return (null, []);
            }

            var alike = isSomebodyElse ? [] : await Lookalikes.FindAsync(context.Db, communeId, Signalement.Of(said), context.CancellationToken);
            if (alike.Count > 0)
            {
                return (null, alike);
            }

            var personne = new Personne { Id = context.NewId(), CommuneId = communeId, Kind = kind, CreatedAt = context.Now };
            personne.Describe(said, context.Now);
            PersonneKeyRows.Add(context.Db, personne);
            return (personne.Id, []);
        }, cancellationToken);

    /// <summary>Changes a record; false when the agent has no such record.</summary>
    /// <exception cref="DossierRuleException">Another has changed it meanwhile.</exception>
    public Task<bool> ChangeAsync(Guid personneId, int version, PersonneDescription said, bool sensible, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(personneId, agent, async (context, personne) =>
        {
            if (personne.Version != version)
            {
                throw new DossierRuleException("Cette fiche a changé entre-temps. Rechargez la page, puis refaites votre changement.");
            }

            personne.Describe(said, context.Now);
            personne.Protect(sensible, context.Now);
            await PersonneKeyRows.RenewAsync(context.Db, personne, context.CancellationToken);
        }, cancellationToken);
}
