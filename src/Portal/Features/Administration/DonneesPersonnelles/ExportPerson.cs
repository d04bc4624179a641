using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>An export that an administrator asks for: which dossiers, drafts and mandates, and why.</summary>
public sealed record ExportPersonCommand(Commune Commune, IReadOnlyList<string> Numeros, IReadOnlyList<Guid> Drafts, string Reason)
{
    /// <summary>The numbers of the requests that the person made for another one.</summary>
    public IReadOnlyList<string> Mandats { get; init; } = [];
}

/// <summary>Checks what is asked for and writes it into the log before anything leaves; the archive comes after.</summary>
public sealed class ExportPerson(DossierWork work, PortalWrites writes, AccountHolders holders, TimeProvider time)
{
    /// <summary>What may be given; null when something asked for is not in this commune, or the agent does not administer it.</summary>
    public async Task<PersonSelection?> RunAsync(PortalDb db, ExportPersonCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        var commune = command.Commune;
        if (!agent.MayAdminister(commune.Id) || command.Numeros.Count + command.Drafts.Count + command.Mandats.Count == 0)
        {
            return null;
        }

        var dossiers = await db.Dossiers.Where(row => row.CommuneId == commune.Id && command.Numeros.Contains(row.Numero))
            .OrderBy(row => row.Id).Select(row => new { row.Id, row.Numero }).ToListAsync(cancellationToken);
        var drafts = await db.Drafts.Where(row => row.CommuneId == commune.Id && row.DossierId == null && command.Drafts.Contains(row.Id))
            .OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        // The number of any dossier of the commune may be slipped into the form: only those that were made under a mandate have one to give.
        var mandats = (await db.Dossiers.Where(row => row.CommuneId == commune.Id && row.Mandat != null && command.Mandats.Contains(row.Numero))
            .OrderBy(row => row.Id).Select(row => new { row.Id, row.Numero, row.Mandat }).ToListAsync(cancellationToken)).FindAll(row => !row.Mandat!.ByAgent);
        if (mandats.Count != command.Mandats.Distinct(StringComparer.Ordinal).Count())
        {
            return null;
        }

        if (dossiers.Count != command.Numeros.Distinct(StringComparer.Ordinal).Count() || drafts.Count != command.Drafts.Distinct().Count())
        {
            return null;
        }

        foreach (var (numero, asMandataire) in dossiers.Select(row => (row.Numero, false)).Concat(mandats.Select(row => (row.Numero, true))))
        {
            await work.RunAsync(numero, agent, (who, owner) => owner == commune.Id && who.MayAdminister(owner), version: null, context =>
            {
                var note = context.Write(command.Reason, isInternal: true);
                var empreinte = TextHash.Of(command.Reason);
                context.Record(EventKinds.DonneesExportees, asMandataire ? (object)new { message = note.Id, empreinte, pour = "mandataire" } : new { message = note.Id, empreinte });
                return Task.CompletedTask;
            }, cancellationToken);
        }

        await RecordDraftsAsync(command, drafts, agent, cancellationToken);
        return new PersonSelection(commune, dossiers.ConvertAll(dossier => dossier.Id), drafts, time.GetUtcNow().UtcDateTime)
        {
            Mandats = mandats.ConvertAll(mandat => mandat.Id),
            Account = await holders.FindAsync(db, commune, dossiers.ConvertAll(dossier => dossier.Id), mandats.ConvertAll(mandat => mandat.Id), cancellationToken),
        };
    }

    // A draft has no thread to keep the reason in: the log names it by its fingerprint.
    private async Task RecordDraftsAsync(ExportPersonCommand command, List<Guid> drafts, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (drafts.Count == 0)
        {
            return;
        }

        await writes.RunAsync(
            CommuneScope.One(command.Commune.Id),
            async (db, token) =>
            {
                var log = await DossierLog.OpenAsync(db, command.Commune.Id, token);
                foreach (var draft in drafts)
                {
                    log.Add(draft, time.GetUtcNow().UtcDateTime, new Actor(ActorKind.Agent, agent.Sub, agent.Nom), EventKinds.DonneesExportees, new { brouillon = true, empreinte = TextHash.Of(command.Reason) });
                }

                await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }
}
