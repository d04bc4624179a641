using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>A démarche that a commune or the syndicate writes, in its last state.</summary>
/// <param name="Owner">Who writes it.</param>
/// <param name="Revision">The last state that was recorded.</param>
/// <param name="Demarche">What it says.</param>
/// <param name="Today">Today in France.</param>
public sealed record DesignerDraft(DesignerOwner Owner, DemarcheRevision Revision, DemarcheDefinition Demarche, DateOnly Today)
{
    /// <summary>The day and the commune, to show the form.</summary>
    public FormContext Context => new(Today, Owner.Nom, Owner.Liaison);
}

/// <summary>One of the owner's démarches, for the list.</summary>
/// <param name="Last">Its last state.</param>
/// <param name="PublishedVersion">The newest version that was published, or null.</param>
/// <param name="IsOffered">Whether a version was offered to the syndicate.</param>
public sealed record OwnDemarche(DemarcheRevision Last, string? PublishedVersion, bool IsOffered)
{
    /// <summary>Whether the last state is not the one that usagers see.</summary>
    public bool HasDraft => Last.PublishedAt is null;
}

/// <summary>Reads and records the démarches that a commune writes itself, and those of the syndicate.</summary>
public sealed class DesignerDesk(PortalContexts contexts, BureauRail rails, DemarcheCatalogue catalogue, PublishedDemarches published, PublishDemarche publish, TimeProvider time)
{
    /// <summary>For whom the agent may write: the communes that they administer, and the syndicate for its operators.</summary>
    public IReadOnlyList<DesignerOwner> OwnersOf(AgentAccess agent) =>
        [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id)).Select(own => new DesignerOwner(own)), .. agent.IsOperateur ? [DesignerOwner.Syndicat] : Array.Empty<DesignerOwner>()];

    /// <summary>The owner's démarches, by name.</summary>
    public async Task<IReadOnlyList<OwnDemarche>> ListAsync(DesignerOwner owner, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(owner.Scope);
        var rows = await Of(db, owner).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.Code, StringComparer.Ordinal)
            .Select(group => new OwnDemarche(group.First(), group.Where(row => row.PublishedAt is not null).Select(row => row.Version).MaxBy(Version.Parse), group.Any(row => row.OfferedAt is not null)))
            .OrderBy(own => own.Last.Libelle, StringComparer.CurrentCulture)];
    }

    /// <summary>Opens a démarche in its last state; null when the agent may not, or it is not one of the owner's.</summary>
    public async Task<DesignerDraft?> OpenAsync(AgentAccess agent, string? key, string? code, CancellationToken cancellationToken)
    {
        if (OwnersOf(agent).FirstOrDefault(own => own.Key == key) is not { } owner)
        {
            return null;
        }

        await published.LookAsync(cancellationToken);
        await using var db = contexts.Open(owner.Scope);
        var last = await Of(db, owner).Where(row => row.Code == code).OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return last is not null && Read(last) is { } definition ? new(owner, last, definition, FrenchDates.DayOf(time.GetUtcNow().UtcDateTime)) : null;
    }

    /// <summary>Every state of the démarche, newest first.</summary>
    public async Task<IReadOnlyList<DemarcheRevision>> HistoryAsync(DesignerDraft draft, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(draft.Owner.Scope);
        return await Of(db, draft).OrderByDescending(row => row.CreatedAt).Take(200).ToListAsync(cancellationToken);
    }

    /// <summary>The newest version that was published here; null before the first.</summary>
    public async Task<DemarcheRevision?> PublishedAsync(DesignerDraft draft, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(draft.Owner.Scope);
        var rows = await Of(db, draft).Where(row => row.PublishedAt != null).ToListAsync(cancellationToken);
        return rows.MaxBy(row => Version.Parse(row.Version));
    }

    /// <summary>The newest version of the catalogue, published here or shipped; null before the first.</summary>
    public string? NewestVersionOf(string code) => catalogue.All.Where(known => known.Code == code).Select(known => known.Version).MaxBy(Version.Parse);

    /// <summary>One state of the démarche; null when there is none.</summary>
    public async Task<DemarcheRevision?> FindAsync(DesignerDraft draft, Guid id, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(draft.Owner.Scope);
        return await Of(db, draft).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Records a new démarche.</summary>
    public Task<DemarcheRevision> BeginAsync(DesignerOwner owner, DemarcheDefinition definition, AgentAccess agent, CancellationToken cancellationToken) =>
        publish.RecordAsync(owner.Id, definition, agent.Nom, null, cancellationToken);

    /// <summary>Begins the next version of a démarche of the catalogue; what was written since its newest version goes on.</summary>
    /// <returns>False when it is not one of the owner's.</returns>
    public async Task<bool> ContinueAsync(DesignerOwner owner, string code, AgentAccess agent, CancellationToken cancellationToken)
    {
        await published.LookAsync(cancellationToken);
        if (catalogue.FindVersion(code) is not { } newest || newest.Owner != owner.Id)
        {
            return false;
        }

        await using var db = contexts.Open(owner.Scope);
        var last = await Of(db, owner).Where(row => row.Code == code).OrderByDescending(row => row.CreatedAt).Select(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        if (last is null || Version.Parse(last) < Version.Parse(newest.Definition.Version))
        {
            await BeginAsync(owner, newest.Definition, agent, cancellationToken);
        }

        return true;
    }

    /// <summary>Records what follows the state that is open.</summary>
    /// <exception cref="DemarcheChangedException">Somebody recorded another one since.</exception>
    public Task<DemarcheRevision> RecordAsync(DesignerDraft draft, DemarcheDefinition definition, AgentAccess agent, CancellationToken cancellationToken) =>
        publish.RecordAfterAsync(draft.Owner.Id, definition, agent.Nom, draft.Revision.Id, cancellationToken);

    /// <summary>A code for a new démarche of the owner that nothing bears yet.</summary>
    public async Task<string> FreshCodeAsync(DesignerOwner owner, string title, CancellationToken cancellationToken)
    {
        await published.LookAsync(cancellationToken);
        await using var db = contexts.Open(owner.Scope);
        var own = await Of(db, owner).Select(row => row.Code).Distinct().ToListAsync(cancellationToken);
        return DefinitionSkeleton.CodeOf(title, owner.Commune?.Insee, code => own.Contains(code) || catalogue.All.Any(known => known.Code == code));
    }

    /// <summary>The services that may answer, for a list: the commune's, or those that every town hall has.</summary>
    public async Task<IReadOnlyList<Choice>> ServicesAsync(DesignerOwner owner, CancellationToken cancellationToken)
    {
        if (owner.IsSyndicat)
        {
            return [.. AddCommune.Services.Select(service => new Choice(service.Code, service.Nom))];
        }

        await using var db = contexts.Open(owner.Scope);
        return await db.Services.AsNoTracking().Where(service => service.CommuneId == owner.Id).OrderBy(service => service.Rang).Select(service => new Choice(service.Code, service.Nom, null)).ToListAsync(cancellationToken);
    }

    /// <summary>The version that the commune offers to usagers, or null.</summary>
    public async Task<string?> AdoptedAsync(DesignerDraft draft, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(draft.Owner.Scope);
        var (owner, code) = (draft.Owner.Id, draft.Revision.Code);
        return await db.DemarcheAdoptions.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => row.CommuneId == owner && row.Code == code).Select(row => row.Version).FirstOrDefaultAsync(cancellationToken);
    }

    // The syndicate's own scope has no filter to lean on: whose rows are read is always said.
    private static IQueryable<DemarcheRevision> Of(PortalDb db, DesignerOwner owner)
    {
        var id = owner.Id;
        return db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking().Where(row => row.CommuneId == id);
    }

    private static IQueryable<DemarcheRevision> Of(PortalDb db, DesignerDraft draft)
    {
        var code = draft.Revision.Code;
        return Of(db, draft.Owner).Where(row => row.Code == code);
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
