using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>Records the states of a démarche and publishes them; a published version never changes.</summary>
public sealed class PublishDemarche(PortalWrites writes, DemarcheCatalogue catalogue, PublishedDemarches published, TimeProvider time)
{
    /// <summary>Records a state of a démarche, whole or not: what is wrong in it only keeps it from being published.</summary>
    /// <exception cref="DemarcheRuleException">The code is another owner's.</exception>
    public Task<DemarcheRevision> RecordAsync(Guid owner, DemarcheDefinition definition, string author, string? origin, CancellationToken cancellationToken) =>
        RecordAsync(owner, definition, author, origin, after: null, cancellationToken);

    /// <summary>Records a state made from another one.</summary>
    /// <exception cref="DemarcheChangedException">Somebody recorded another state since.</exception>
    public Task<DemarcheRevision> RecordAfterAsync(Guid owner, DemarcheDefinition definition, string author, Guid after, CancellationToken cancellationToken) =>
        RecordAsync(owner, definition, author, null, after, cancellationToken);

    private Task<DemarcheRevision> RecordAsync(Guid owner, DemarcheDefinition definition, string author, string? origin, Guid? after, CancellationToken cancellationToken)
    {
        RefuseForeignCode(owner, definition.Code);
        var now = time.GetUtcNow();
        return writes.RunAsync(
            ScopeOf(owner),
            async (db, token) =>
            {
                var last = await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => row.CommuneId == owner && row.Code == definition.Code)
                    .OrderByDescending(row => row.CreatedAt).Select(row => new { row.Id, row.CreatedAt }).FirstOrDefaultAsync(token);
                if (after is not null && last?.Id != after)
                {
                    throw new DemarcheChangedException();
                }

                // Two states of one instant would have no order.
                var at = last is not null && now.UtcDateTime <= last.CreatedAt ? new DateTimeOffset(last.CreatedAt.AddMilliseconds(1), TimeSpan.Zero) : now;
                var revision = new DemarcheRevision
                {
                    Id = Guid.CreateVersion7(at),
                    CommuneId = owner,
                    Code = definition.Code,
                    Version = definition.Version,
                    Libelle = definition.Libelle,
                    Definition = DefinitionJson.Write(definition),
                    Auteur = author,
                    CreatedAt = at.UtcDateTime,
                    Origine = origin,
                };
                db.DemarcheRevisions.Add(revision);
                await db.SaveChangesAsync(token);
                return revision;
            },
            cancellationToken);
    }

    /// <summary>Publishes a state: it becomes a version of the catalogue.</summary>
    /// <exception cref="DemarcheRuleException">It has faults, or its version is not above those published.</exception>
    public async Task<DemarcheDefinition> PublishAsync(Guid owner, Guid revisionId, CancellationToken cancellationToken)
    {
        await published.RefreshAsync(cancellationToken);
        var definition = await writes.RunAsync(
            ScopeOf(owner),
            async (db, token) =>
            {
                var revision = await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter]).FirstOrDefaultAsync(row => row.Id == revisionId && row.CommuneId == owner, token)
                    ?? throw new DemarcheRuleException("Cet état de la démarche n’existe pas.");
                var faults = DefinitionCheck.Check(revision.Definition);
                if (faults.Count > 0)
                {
                    throw new DemarcheRuleException($"La démarche ne peut pas être publiée : {faults[0].Message}{(faults.Count > 1 ? $", et {faults.Count - 1} autre(s) point(s) à reprendre" : "")}.");
                }

                var definition = DefinitionJson.Read(revision.Definition);
                RefuseForeignCode(owner, definition.Code);
                var taken = await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter])
                    .Where(row => row.Code == definition.Code && row.PublishedAt != null).Select(row => row.Version).ToListAsync(token);
                var newest = taken.Concat(catalogue.All.Where(known => known.Code == definition.Code).Select(known => known.Version)).Select(Version.Parse).DefaultIfEmpty().Max();
                if (newest is not null && Version.Parse(definition.Version) <= newest)
                {
                    throw new DemarcheRuleException($"La version {definition.Version} ne dépasse pas la version publiée {newest}. Choisissez un numéro plus grand, par exemple {newest.Major}.{newest.Minor + 1}.0.");
                }

                revision.PublishedAt = time.GetUtcNow().UtcDateTime;
                await db.SaveChangesAsync(token);
                return definition;
            },
            cancellationToken);
        await published.RefreshAsync(cancellationToken);
        return definition;
    }

    /// <summary>Takes a published version out of the catalogue; whoever has it keeps it.</summary>
    public async Task WithdrawAsync(Guid owner, string code, string version, CancellationToken cancellationToken)
    {
        await MarkAsync(owner, code, version, (row, now) => row.WithdrawnAt ??= now, cancellationToken);
        await published.RefreshAsync(cancellationToken);
    }

    /// <summary>Offers a commune's published version to the syndicate, which may take it over into the catalogue.</summary>
    public Task OfferAsync(Guid communeId, string code, string version, CancellationToken cancellationToken) =>
        MarkAsync(communeId, code, version, (row, now) => row.OfferedAt ??= now, cancellationToken);

    private async Task MarkAsync(Guid owner, string code, string version, Action<DemarcheRevision, DateTime> mark, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await writes.RunAsync(
            ScopeOf(owner),
            async (db, token) =>
            {
                var row = await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter])
                    .FirstOrDefaultAsync(row => row.CommuneId == owner && row.Code == code && row.Version == version && row.PublishedAt != null, token)
                    ?? throw new DemarcheRuleException($"La version {version} de {code} n’a pas été publiée ici.");
                mark(row, now);
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    // A code names one démarche over all communes: a commune never publishes under the syndicate's, nor the reverse.
    private void RefuseForeignCode(Guid owner, string code)
    {
        if (catalogue.FindVersion(code) is { } known && known.Owner != owner)
        {
            throw new DemarcheRuleException($"Le code « {code} » est déjà celui d’une autre démarche. Choisissez-en un autre.");
        }
    }

    private static CommuneScope ScopeOf(Guid owner) => owner == CommuneScope.SyndicatId ? CommuneScope.Syndicat : CommuneScope.One(owner);
}
