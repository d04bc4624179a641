using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Personnes.Show;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>The record of a person as the person receives it: names are French, since the person reads them; times are UTC.</summary>
public sealed record ExportedPersonne(string Nom, string? Courriel, string? Telephone, string? Adresse, string? AJoindre, DateTime CreeeLe)
{
    /// <summary>What the person agreed to, and when they took it back.</summary>
    public IReadOnlyList<ExportedAccord> Accords { get; init; } = [];

    /// <summary>For whom the person speaks.</summary>
    public IReadOnlyList<string> Represente { get; init; } = [];

    /// <summary>When the record was read and why; not by whom, who is no recipient of the data (CJUE, 22 June 2023, C-579/21).</summary>
    public IReadOnlyList<ExportedConsultation> Consultations { get; init; } = [];
}

/// <summary>A consent.</summary>
public sealed record ExportedAccord(string Pour, DateTime DonneLe, string Comment, DateTime? RetireLe);

/// <summary>A reading of the record.</summary>
public sealed record ExportedConsultation(DateTime Date, string? Raison);

/// <summary>Reads the records of those whose dossiers are given.</summary>
internal static class PersonneFiles
{
    /// <summary>The records that the dossiers are joined to, with those that were merged with them.</summary>
    public static async Task<IReadOnlyList<ExportedPersonne>> ReadAsync(PortalDb db, Commune commune, IReadOnlyList<Guid> dossiers, CancellationToken cancellationToken)
    {
        var linked = await db.Dossiers.Where(row => row.CommuneId == commune.Id && dossiers.Contains(row.Id) && row.PersonneId != null)
            .Select(row => row.PersonneId!.Value).Distinct().ToListAsync(cancellationToken);
        var all = new Dictionary<Guid, Personne>();
        foreach (var personne in await db.Personnes.AsNoTracking().Where(row => row.CommuneId == commune.Id && linked.Contains(row.Id)).ToListAsync(cancellationToken))
        {
            var head = await PersonneGroup.HeadAsync(db, personne, cancellationToken);
            foreach (var one in await PersonneGroup.ReadAsync(db, head, cancellationToken))
            {
                all[one.Id] = one;
            }
        }

        var exported = new List<ExportedPersonne>();
        foreach (var personne in all.Values.OrderBy(row => row.Id))
        {
            exported.Add(await ReadAsync(db, personne, cancellationToken));
        }

        return exported;
    }

    private static async Task<ExportedPersonne> ReadAsync(PortalDb db, Personne personne, CancellationToken cancellationToken)
    {
        var (commune, id) = (personne.CommuneId, personne.Id);
        var consents = await db.PersonneConsents.Where(row => row.CommuneId == commune && row.PersonneId == id).OrderBy(row => row.GivenAt).ToListAsync(cancellationToken);
        var accesses = await db.PersonneAcces.Where(row => row.CommuneId == commune && row.PersonneId == id).OrderBy(row => row.At).ToListAsync(cancellationToken);
        var ties = personne.Kind is PersonneKind.Physique ? await PersonneScreens.TiesAsync(db, personne, [id], cancellationToken) : [];
        return new ExportedPersonne(
            personne.NomComplet, personne.Courriel, personne.Telephone, personne.Adresse, personne.Canal is { } canal ? PersonneWords.Of(canal) : null, personne.CreatedAt)
        {
            Accords = consents.ConvertAll(row => new ExportedAccord(PersonneWords.Of(row.Purpose), row.GivenAt, row.Note, row.WithdrawnAt)),
            Represente = [.. ties.Select(tie => $"{tie.Nom}, {tie.Qualite}")],
            Consultations = accesses.ConvertAll(row => new ExportedConsultation(row.At, row.Motif)),
        };
    }
}
