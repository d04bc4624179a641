using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Mandats;

/// <summary>
/// Notes that the person contests the mandate under which a request was made in their name. Its holder then gets no more mail, and the code
/// that they have opens nothing any more: the person gets another one, by mail where an address of theirs is known, from the agent otherwise.
/// </summary>
public sealed class ContestMandat(DossierWork work, DossierCourriels courriels)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxLength = 2_000;

    /// <summary>Notes it with its reason, which only agents read; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">There is no mandate, or it is contested already, or the reason is empty or too long.</exception>
    public Task<bool> RunAsync(string numero, int version, string reason, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxLength)
            {
                throw new DossierRuleException("Écrivez ce que la personne vous a dit, en 2\u00a0000 caractères au plus.");
            }

            var joined = context.Dossier.UsagerSub is not null;
            context.Dossier.ContestMandat(await DrawCodeAsync(context), context.Now);
            var note = context.Write(reason, isInternal: true);
            context.Record(EventKinds.MandatConteste, new { message = note.Id, empreinte = TextHash.Of(reason) });
            context.Record(EventKinds.CodeChange, new { compte = joined ? "retire" : null, courriel = courriels.SendNouveauCode(context) });
        }, cancellationToken);

    // Neither that of a dossier, nor one that opens nothing any more, nor that of a request that is being written.
    private static async Task<string> DrawCodeAsync(DossierContext context)
    {
        while (true)
        {
            var code = FollowUpCode.Draw();
            if (!await context.Db.Dossiers.AnyAsync(row => row.Code == code || row.AncienCode == code, context.CancellationToken)
                && !await context.Db.Drafts.AnyAsync(row => row.Code == code, context.CancellationToken))
            {
                return code;
            }
        }
    }
}
