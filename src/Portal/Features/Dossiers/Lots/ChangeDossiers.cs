using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Treat;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Lots;

/// <summary>One change to several dossiers: which, what about, and the key of the agent, the name of the priority or the code of the service that they get.</summary>
public sealed record ChangeDossiersCommand(IReadOnlyList<string> Numeros, BulkKind Kind, string Value);

/// <summary>What came of it.</summary>
/// <param name="LotId">The change, by which it can be undone.</param>
/// <param name="Done">The dossiers that were changed.</param>
/// <param name="Left">Those that stay as they were, each with the reason.</param>
public sealed record BulkResult(Guid LotId, int Done, IReadOnlyList<string> Left);

/// <summary>Gives several dossiers an agent, a priority or a service at once, and takes it back; each dossier logs its part.</summary>
public sealed class ChangeDossiers(DossierWork work, PortalContexts contexts, TimeProvider time)
{
    /// <summary>Changes those that the agent may change.</summary>
    public async Task<BulkResult> RunAsync(ChangeDossiersCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        var lot = Guid.CreateVersion7(time.GetUtcNow());
        var (done, left) = (0, new List<string>());
        foreach (var numero in command.Numeros.Distinct(StringComparer.Ordinal).Take(InboxFilter.PageSize))
        {
            try
            {
                var changed = false;
                var found = await work.RunAsync(numero, agent, (who, commune) => May(who, commune, command.Kind), null, async context =>
                    changed = await ChangeAsync(context, command, lot), cancellationToken);
                done += found && changed ? 1 : 0;
                if (!found)
                {
                    left.Add("Une demande n’est plus là.");
                }
            }
            catch (DossierRuleException refused)
            {
                left.Add($"{numero[(numero.IndexOf('-', StringComparison.Ordinal) + 1)..]}\u00a0: {refused.Message}");
            }
        }

        return new BulkResult(lot, done, left);
    }

    /// <summary>Takes a change back where nothing else came in between; null when the agent made no such change.</summary>
    public async Task<BulkResult?> UndoAsync(Guid lotId, AgentAccess agent, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Of(agent.Communes));
        var me = agent.Sub;
        var parts = await db.BulkChanges.Where(row => row.LotId == lotId && row.AgentId == me && row.UndoneAt == null)
            .Join(db.Dossiers, change => change.DossierId, dossier => dossier.Id, (change, dossier) => new { change.Id, change.Kind, dossier.Numero })
            .ToListAsync(cancellationToken);
        if (parts.Count == 0)
        {
            return null;
        }

        var (done, left) = (0, new List<string>());
        foreach (var part in parts)
        {
            try
            {
                var found = await work.RunAsync(part.Numero, agent, (who, commune) => May(who, commune, part.Kind), null, context => UndoAsync(context, part.Id), cancellationToken);
                done += found ? 1 : 0;
                if (!found)
                {
                    left.Add("Une demande n’est plus là.");
                }
            }
            catch (DossierRuleException refused)
            {
                left.Add($"{part.Numero[(part.Numero.IndexOf('-', StringComparison.Ordinal) + 1)..]}\u00a0: {refused.Message}");
            }
        }

        return new BulkResult(lotId, done, left);
    }

    // As on the page of one dossier: to give it to an agent is work, its service and its priority are its qualification.
    private static bool May(AgentAccess agent, Guid commune, BulkKind kind) => kind is BulkKind.Agent ? agent.MayWork(commune) : agent.MayQualify(commune);

    private static async Task<bool> ChangeAsync(DossierContext context, ChangeDossiersCommand command, Guid lot)
    {
        var before = ValueOf(context.Dossier, command.Kind);
        var after = command.Kind == BulkKind.Service ? (await ServiceAsync(context, row => row.Code == command.Value)).Id.ToString() : command.Value;
        if (before == after)
        {
            return false;
        }

        if (command.Kind == BulkKind.Agent && Guid.TryParse(after, out var who))
        {
            // To who stands in for the agent; taking it back gives it to whom it was.
            after = (await AssignDossier.StandInAsync(context, await ColleagueAsync(context, who))).Id.ToString();
            if (before == after)
            {
                return false;
            }
        }

        await SetAsync(context, command.Kind, after, lot, undoes: false);
        context.Db.BulkChanges.Add(new BulkChange
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = context.Dossier.CommuneId,
            LotId = lot,
            DossierId = context.Dossier.Id,
            AgentId = context.Agent!.Sub,
            Kind = command.Kind,
            Before = before,
            After = after,
            At = context.Now,
        });
        return true;
    }

    private static async Task UndoAsync(DossierContext context, Guid changeId)
    {
        var change = await context.Db.BulkChanges.FirstAsync(row => row.Id == changeId, context.CancellationToken);
        if (change.UndoneAt is not null || ValueOf(context.Dossier, change.Kind) != change.After)
        {
            throw new DossierRuleException("Elle a changé depuis, et reste comme elle est.");
        }

        await SetAsync(context, change.Kind, change.Before, change.LotId, undoes: true);
        change.UndoneAt = context.Now;
    }

    private static string? ValueOf(Dossier dossier, BulkKind kind) => kind switch
    {
        BulkKind.Agent => dossier.AgentId?.ToString(),
        BulkKind.Priorite => dossier.Priority.ToString(),
        _ => dossier.ServiceId?.ToString(),
    };

    private static async Task SetAsync(DossierContext context, BulkKind kind, string? value, Guid lot, bool undoes)
    {
        var dossier = context.Dossier;
        switch (kind)
        {
            case BulkKind.Agent:
                var colleague = value is null ? null : await ColleagueAsync(context, Guid.Parse(value));
                dossier.Rearrange(colleague?.Id, colleague?.Nom, dossier.Priority, dossier.ServiceId, context.Now);
                context.Record(colleague is null ? EventKinds.AttributionRetiree : EventKinds.Attribuee, new { agent = colleague?.Id, nom = colleague?.Nom, lot, annule = undoes });
                break;
            case BulkKind.Priorite:
                dossier.Rearrange(dossier.AgentId, dossier.AgentNom, Enum.Parse<Priority>(value!), dossier.ServiceId, context.Now);
                context.Record(EventKinds.PrioriteChangee, new { priorite = value, lot, annule = undoes });
                break;
            default:
                var service = value is null ? null : await ServiceAsync(context, row => row.Id == Guid.Parse(value));
                dossier.Rearrange(dossier.AgentId, dossier.AgentNom, dossier.Priority, service?.Id, context.Now);
                context.Record(EventKinds.ServiceChange, new { service = service?.Code, lot, annule = undoes });
                break;
        }
    }

    private static async Task<Agent> ColleagueAsync(DossierContext context, Guid id)
    {
        var today = DateOnly.FromDateTime(context.Now);
        return await context.Db.Agents
            .Where(row => row.Id == id && row.Memberships.Any(membership =>
                membership.CommuneId == context.Dossier.CommuneId && membership.Role != Role.Elu && (membership.Until == null || membership.Until >= today)))
            .FirstOrDefaultAsync(context.CancellationToken)
            ?? throw new DossierRuleException("Cet agent ne travaille pas pour la commune de la demande.");
    }

    private static async Task<Communes.Service> ServiceAsync(DossierContext context, System.Linq.Expressions.Expression<Func<Communes.Service, bool>> which) =>
        await context.Db.Services.Where(row => row.CommuneId == context.Dossier.CommuneId).FirstOrDefaultAsync(which, context.CancellationToken)
        ?? throw new DossierRuleException("La commune de la demande n’a pas ce service.");
}
