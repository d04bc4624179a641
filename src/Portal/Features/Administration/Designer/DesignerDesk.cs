using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>A démarche that a commune writes, in its last state.</summary>
/// <param name="Chosen">The commune.</param>
/// <param name="Revision">The last state that was recorded.</param>
/// <param name="Demarche">What it says.</param>
/// <param name="Today">Today in France.</param>
public sealed record DesignerDraft(RailCommune Chosen, DemarcheRevision Revision, DemarcheDefinition Demarche, DateOnly Today)
{
    /// <summary>The day and the commune, to show the form.</summary>
    public FormContext Context => new(Today, Chosen.Commune.Nom, Chosen.Commune.Liaison);
}

/// <summary>One of the commune's own démarches, for the list.</summary>
/// <param name="Last">Its last state.</param>
/// <param name="PublishedVersion">The newest version that was published, or null.</param>
/// <param name="IsOffered">Whether a version was offered to the syndicate.</param>
public sealed record OwnDemarche(DemarcheRevision Last, string? PublishedVersion, bool IsOffered)
{
    /// <summary>Whether the last state is not the one that usagers see.</summary>
    public bool HasDraft => Last.PublishedAt is null;
}

/// <summary>Reads and records the démarches that a commune writes itself.</summary>
public sealed class DesignerDesk(PortalDb db, BureauRail rails, DemarcheCatalogue catalogue, PublishedDemarches published, PublishDemarche publish, TimeProvider time)
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> CommunesOf(AgentAccess agent) => [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];

    /// <summary>The commune's own démarches, by name.</summary>
    public async Task<IReadOnlyList<OwnDemarche>> ListAsync(Guid communeId, CancellationToken cancellationToken)
    {
        var rows = await db.DemarcheRevisions.AsNoTracking().Where(row => row.CommuneId == communeId).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.Code, StringComparer.Ordinal)
            .Select(group => new OwnDemarche(group.First(), group.Where(row => row.PublishedAt is not null).Select(row => row.Version).MaxBy(Version.Parse), group.Any(row => row.OfferedAt is not null)))
            .OrderBy(own => own.Last.Libelle, StringComparer.CurrentCulture)];
    }

    /// <summary>Opens a démarche in its last state; null when the agent may not, or it is not one of the commune's own.</summary>
    public async Task<DesignerDraft?> OpenAsync(AgentAccess agent, string? insee, string? code, CancellationToken cancellationToken)
    {
        if (CommunesOf(agent).FirstOrDefault(own => own.Commune.Insee == insee) is not { } chosen)
        {
            return null;
        }

        await published.LookAsync(cancellationToken);
        var communeId = chosen.Commune.Id;
        var last = await db.DemarcheRevisions.AsNoTracking().Where(row => row.CommuneId == communeId && row.Code == code).OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return last is not null && Read(last) is { } definition ? new(chosen, last, definition, FrenchDates.DayOf(time.GetUtcNow().UtcDateTime)) : null;
    }

    /// <summary>Every state of the démarche, newest first.</summary>
    public async Task<IReadOnlyList<DemarcheRevision>> HistoryAsync(DesignerDraft draft, CancellationToken cancellationToken)
    {
        var (communeId, code) = (draft.Chosen.Commune.Id, draft.Revision.Code);
        return await db.DemarcheRevisions.AsNoTracking().Where(row => row.CommuneId == communeId && row.Code == code).OrderByDescending(row => row.CreatedAt).Take(200).ToListAsync(cancellationToken);
    }

    /// <summary>The newest version that was published; null before the first.</summary>
    public async Task<DemarcheRevision?> PublishedAsync(DesignerDraft draft, CancellationToken cancellationToken)
    {
        var (communeId, code) = (draft.Chosen.Commune.Id, draft.Revision.Code);
        var rows = await db.DemarcheRevisions.AsNoTracking().Where(row => row.CommuneId == communeId && row.Code == code && row.PublishedAt != null).ToListAsync(cancellationToken);
        return rows.MaxBy(row => Version.Parse(row.Version));
    }

    /// <summary>One state of the démarche; null when there is none.</summary>
    public async Task<DemarcheRevision?> FindAsync(DesignerDraft draft, Guid id, CancellationToken cancellationToken)
    {
        var (communeId, code) = (draft.Chosen.Commune.Id, draft.Revision.Code);
        return await db.DemarcheRevisions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.CommuneId == communeId && row.Code == code, cancellationToken);
    }

    /// <summary>Records a new démarche.</summary>
    public Task<DemarcheRevision> BeginAsync(RailCommune chosen, DemarcheDefinition definition, AgentAccess agent, CancellationToken cancellationToken) =>
        publish.RecordAsync(chosen.Commune.Id, definition, agent.Nom, null, cancellationToken);

    /// <summary>Records what follows the state that is open.</summary>
    /// <exception cref="DemarcheChangedException">Somebody recorded another one since.</exception>
    public Task<DemarcheRevision> RecordAsync(DesignerDraft draft, DemarcheDefinition definition, AgentAccess agent, CancellationToken cancellationToken) =>
        publish.RecordAfterAsync(draft.Chosen.Commune.Id, definition, agent.Nom, draft.Revision.Id, cancellationToken);

    /// <summary>A code for a new démarche of the commune that nothing bears yet.</summary>
    public async Task<string> FreshCodeAsync(RailCommune chosen, string title, CancellationToken cancellationToken)
    {
        await published.LookAsync(cancellationToken);
        var communeId = chosen.Commune.Id;
        var own = await db.DemarcheRevisions.Where(row => row.CommuneId == communeId).Select(row => row.Code).Distinct().ToListAsync(cancellationToken);
        return DefinitionSkeleton.CodeOf(title, chosen.Commune.Insee, code => own.Contains(code) || catalogue.FindVersion(code) is not null || catalogue.All.Any(known => known.Code == code));
    }

    /// <summary>The services of the commune, for a list.</summary>
    public async Task<IReadOnlyList<Service>> ServicesAsync(Guid communeId, CancellationToken cancellationToken) =>
        await db.Services.AsNoTracking().Where(service => service.CommuneId == communeId).OrderBy(service => service.Rang).ToListAsync(cancellationToken);

    /// <summary>The version that the commune offers to usagers, or null.</summary>
    public async Task<string?> AdoptedAsync(DesignerDraft draft, CancellationToken cancellationToken)
    {
        var (communeId, code) = (draft.Chosen.Commune.Id, draft.Revision.Code);
        return await db.DemarcheAdoptions.Where(row => row.CommuneId == communeId && row.Code == code).Select(row => row.Version).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What a state says; null when this Beffroi cannot read it.</summary>
    public static DemarcheDefinition? Read(DemarcheRevision revision)
    {
        try
        {
            return DefinitionEditor.Apart(DefinitionJson.Read(revision.Definition));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
