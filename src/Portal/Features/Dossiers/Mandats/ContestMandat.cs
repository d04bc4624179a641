using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Portal.Features.Dossiers.Mandats;

/// <summary>Notes that the person contests the mandate under which a request was made in their name; its holder then gets no more mail.</summary>
public sealed class ContestMandat(DossierWork work)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxLength = 2_000;

    /// <summary>Notes it with its reason, which only agents read; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">There is no mandate, or it is contested already, or the reason is empty or too long.</exception>
    public Task<bool> RunAsync(string numero, int version, string reason, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, context =>
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxLength)
            {
                throw new DossierRuleException("Écrivez ce que la personne vous a dit, en 2\u00a0000 caractères au plus.");
            }

            context.Dossier.ContestMandat(context.Now);
            var note = context.Write(reason, isInternal: true);
            context.Record(EventKinds.MandatConteste, new { message = note.Id, empreinte = TextHash.Of(reason) });
            return Task.CompletedTask;
        }, cancellationToken);
}
