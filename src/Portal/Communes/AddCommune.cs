using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Communes;

/// <summary>What the operator may say of a commune beyond its code.</summary>
public sealed record CommuneDetails(string? Courriel = null, string? Telephone = null, string? Adresse = null, string? Domaine = null, string? Couleur = null);

/// <summary>A commune that was added, or that was there already.</summary>
public sealed record AddedCommune(Commune Commune, bool AlreadyThere);

/// <summary>Adds a commune from the national register, complete: site, services, hours to confirm, démarches. Adding it again changes nothing.</summary>
public sealed class AddCommune(PortalWrites writes, DemarcheCatalogue catalogue, CommuneDirectory directory, TimeProvider time)
{
    private static readonly (string Code, string Nom)[] s_services =
    [
        ("accueil", "Accueil"), ("etat-civil", "État civil"), ("urbanisme", "Urbanisme"), ("technique", "Services techniques"), ("periscolaire", "Périscolaire"),
    ];

    /// <summary>The services that every commune begins with.</summary>
    public static IReadOnlyList<(string Code, string Nom)> Services => s_services;

    /// <summary>The codes of the services that every commune begins with.</summary>
    public static IReadOnlyList<string> ServiceCodes { get; } = [.. s_services.Select(service => service.Code)];

    /// <summary>Adds the commune in one transaction.</summary>
    public async Task<AddedCommune> RunAsync(RegisterCommune source, CommuneDetails details, CancellationToken cancellationToken)
    {
        var added = await writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            if (await db.Communes.FirstOrDefaultAsync(row => row.Insee == source.Insee, token) is { } existing)
            {
                return new AddedCommune(existing, AlreadyThere: true);
            }

            var slugs = (await db.Communes.Select(row => row.Slug).ToListAsync(token)).ToHashSet(StringComparer.Ordinal);
            var commune = Make(source, details, CommuneSlugs.Choose(source, slugs.Contains), Now());
            db.Communes.Add(commune);
            db.Ledgers.Add(new CommuneLedger { CommuneId = commune.Id });
            AddServices(db, commune);
            AddHours(db, commune);
            AdoptDemarches(db, commune);
            if (details.Domaine is { } domain)
            {
                db.CommuneHosts.Add(new CommuneHost { Host = domain.ToLowerInvariant(), CommuneId = commune.Id });
            }

            await db.SaveChangesAsync(token);
            return new AddedCommune(commune, AlreadyThere: false);
        }, cancellationToken);
        return added;
    }

    /// <summary>Makes added communes known to the running process.</summary>
    public Task PublishAsync(CancellationToken cancellationToken) => directory.RefreshAsync(cancellationToken);

    private static Commune Make(RegisterCommune source, CommuneDetails details, string slug, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        Insee = source.Insee,
        Nom = CommuneNames.Shown(source.Name),
        Liaison = source.Liaison,
        Slug = slug,
        DepartementCode = source.Departement.Code,
        DepartementNom = source.Departement.Name,
        Population = source.PopulationTotale ?? source.PopulationMunicipale ?? 0,
        Siren = source.Siren,
        CodesPostaux = string.Join(',', source.Postcodes),
        EpciNom = source.Epci?.Name,
        Latitude = source.Latitude,
        Longitude = source.Longitude,
        Couleur = details.Couleur ?? CommunePalette.Colours[CommuneNames.ColourIndex(source.Insee) - 1],
        Courriel = details.Courriel,
        Telephone = details.Telephone,
        Adresse = details.Adresse,
        CreatedAt = now,
    };

    private static void AddServices(PortalDb db, Commune commune)
    {
        for (var rang = 0; rang < s_services.Length; rang++)
        {
            db.Services.Add(new Service
            {
                Id = Guid.CreateVersion7(),
                CommuneId = commune.Id,
                Code = s_services[rang].Code,
                Nom = s_services[rang].Nom,
                Rang = rang,
            });
        }
    }

    // No national source gives opening hours: a usual week stands there, marked « à confirmer », until the town hall says its own.
    private static void AddHours(PortalDb db, Commune commune)
    {
        foreach (var day in (DayOfWeek[])[DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday])
        {
            db.OpeningHours.Add(Opening(commune, day, new TimeOnly(9, 0), new TimeOnly(12, 0)));
            db.OpeningHours.Add(Opening(commune, day, new TimeOnly(14, 0), new TimeOnly(17, 0)));
        }
    }

    private static OpeningHours Opening(Commune commune, DayOfWeek day, TimeOnly opens, TimeOnly closes) =>
        new() { Id = Guid.CreateVersion7(), CommuneId = commune.Id, Day = day, Opens = opens, Closes = closes };

    private void AdoptDemarches(PortalDb db, Commune commune)
    {
        foreach (var demarche in catalogue.Newest.Where(demarche => demarche.Starter))
        {
            db.DemarcheAdoptions.Add(new DemarcheAdoption
            {
                CommuneId = commune.Id,
                Code = demarche.Code,
                Version = demarche.Version,
                AdoptedAt = Now(),
            });
        }
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
