using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Show;

/// <summary>A request of the person.</summary>
public sealed record PersonneDossier(Guid Id, string Numero, string Objet, Channel Channel, DateTime ReceivedAt, Phase Phase, bool AttendUsager, Outcome? Outcome);

/// <summary>A message of the thread of one of them.</summary>
public sealed record PersonneMessage(string Numero, string Objet, DateTime At, string AuthorName, string Body);

/// <summary>A paper that was established from one of them.</summary>
public sealed record PersonnePaper(string Numero, string Title, DateTime At, bool Annulled);

/// <summary>Who speaks for whom, and in what quality.</summary>
public sealed record PersonneTie(Guid Id, Guid OtherId, string Nom, string Qualite, DateTime Since);

/// <summary>Everything that a commune knows of one person.</summary>
public sealed record PersonneScreen
{
    /// <summary>The record at the head.</summary>
    public required Personne Personne { get; init; }

    /// <summary>Its commune with its colour.</summary>
    public required RailCommune Commune { get; init; }

    /// <summary>The records that were merged into it.</summary>
    public required IReadOnlyList<Personne> Others { get; init; }

    /// <summary>The requests, the newest first.</summary>
    public required IReadOnlyList<PersonneDossier> Dossiers { get; init; }

    /// <summary>All requests, on the page or not.</summary>
    public required int Total { get; init; }

    /// <summary>The last messages.</summary>
    public required IReadOnlyList<PersonneMessage> Messages { get; init; }

    /// <summary>The last papers.</summary>
    public required IReadOnlyList<PersonnePaper> Papers { get; init; }

    /// <summary>The consents, those that hold first.</summary>
    public required IReadOnlyList<PersonneConsent> Consents { get; init; }

    /// <summary>Who speaks for the organisation; or for which organisations the person speaks.</summary>
    public required IReadOnlyList<PersonneTie> Ties { get; init; }

    /// <summary>The merges, the newest first.</summary>
    public required IReadOnlyList<PersonneFusion> Fusions { get; init; }

    /// <summary>The last readings; for administrators.</summary>
    public required IReadOnlyList<PersonneAcces> Accesses { get; init; }

    /// <summary>Records that look like it.</summary>
    public required IReadOnlyList<Lookalike> Alike { get; init; }
}

/// <summary>Reads a person's page.</summary>
public sealed class PersonneScreens(BureauRail rails)
{
    /// <summary>The most requests on the page.</summary>
    public const int MostDossiers = 50;

    private const int Last = 15;

    /// <summary>Finds a record where the agent works; null elsewhere.</summary>
    public static async Task<Personne?> FindAsync(PortalDb db, Guid personneId, AgentAccess agent, CancellationToken cancellationToken) =>
        await db.Personnes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == personneId, cancellationToken) is { } personne && agent.MayWork(personne.CommuneId) ? personne : null;

    /// <summary>Reads all of it; the reading was written into the log before.</summary>
    public async Task<PersonneScreen> ReadAsync(PortalDb db, Personne head, AgentAccess agent, CancellationToken cancellationToken)
    {
        var commune = head.CommuneId;
        var group = await PersonneGroup.ReadAsync(db, head, cancellationToken);
        var ids = group.Select(personne => personne.Id).ToList();
        var linked = ids.ConvertAll(id => (Guid?)id);
        var theirs = db.Dossiers.Where(row => row.CommuneId == commune && linked.Contains(row.PersonneId));
        var dossiers = await theirs.OrderByDescending(row => row.ReceivedAt).Take(MostDossiers)
            .Select(row => new PersonneDossier(row.Id, row.Numero, row.Objet, row.Channel, row.ReceivedAt, row.Phase, row.AttendUsager, row.Outcome)).ToListAsync(cancellationToken);
        var byId = dossiers.ToDictionary(row => row.Id);
        var keys = dossiers.ConvertAll(row => row.Id);
        var messages = await db.Messages.Where(row => keys.Contains(row.DossierId) && !row.Internal).OrderByDescending(row => row.At).Take(Last)
            .Select(row => new { row.DossierId, row.At, row.AuthorName, row.Body }).ToListAsync(cancellationToken);
        var papers = await db.Papers.Where(row => keys.Contains(row.DossierId)).OrderByDescending(row => row.Id).Take(Last)
            .Select(row => new { row.DossierId, row.Title, row.EstablishedAt, row.AnnulledAt }).ToListAsync(cancellationToken);
        return new PersonneScreen
        {
            Personne = head,
            Commune = rails.CommunesOf(agent).First(own => own.Commune.Id == commune),
            Others = [.. group.Skip(1)],
            Dossiers = dossiers,
            Total = dossiers.Count < MostDossiers ? dossiers.Count : await theirs.CountAsync(cancellationToken),
            Messages = messages.ConvertAll(row => new PersonneMessage(byId[row.DossierId].Numero, byId[row.DossierId].Objet, row.At, row.AuthorName, row.Body)),
            Papers = papers.ConvertAll(row => new PersonnePaper(byId[row.DossierId].Numero, row.Title, row.EstablishedAt, row.AnnulledAt is not null)),
            Consents = await db.PersonneConsents.Where(row => row.CommuneId == commune && ids.Contains(row.PersonneId))
                .OrderBy(row => row.WithdrawnAt != null).ThenByDescending(row => row.GivenAt).ToListAsync(cancellationToken),
            Ties = await TiesAsync(db, head, ids, cancellationToken),
            Fusions = await db.PersonneFusions.Where(row => row.CommuneId == commune && ids.Contains(row.IntoId)).OrderByDescending(row => row.At).ToListAsync(cancellationToken),
            Accesses = agent.MayAdminister(commune)
                ? await db.PersonneAcces.Where(row => row.CommuneId == commune && ids.Contains(row.PersonneId)).OrderByDescending(row => row.At).Take(Last).ToListAsync(cancellationToken)
                : [],
            Alike = [.. (await Lookalikes.FindAsync(db, commune, Signalement.Of(head), cancellationToken)).Where(row => row.Personne.Id != head.Id && row.Personne.Kind == head.Kind)],
        };
    }

    /// <summary>Who speaks for an organisation, or for which organisations a person speaks.</summary>
    public static async Task<IReadOnlyList<PersonneTie>> TiesAsync(PortalDb db, Personne head, List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = db.Representants.Where(row => row.CommuneId == head.CommuneId && row.Until == null);
        return head.Kind is PersonneKind.Organisation
            ? await rows.Where(row => ids.Contains(row.OrganisationId)).Join(db.Personnes, row => row.PersonneId, other => other.Id, (row, other) => new { row, other })
                .OrderBy(pair => pair.other.Nom).Select(pair => new PersonneTie(pair.row.Id, pair.other.Id, (pair.other.Prenom + " " + pair.other.Nom).Trim(), pair.row.Qualite, pair.row.Since)).ToListAsync(cancellationToken)
            : await rows.Where(row => ids.Contains(row.PersonneId)).Join(db.Personnes, row => row.OrganisationId, other => other.Id, (row, other) => new { row, other })
                .OrderBy(pair => pair.other.Nom).Select(pair => new PersonneTie(pair.row.Id, pair.other.Id, pair.other.Nom, pair.row.Qualite, pair.row.Since)).ToListAsync(cancellationToken);
    }
}
