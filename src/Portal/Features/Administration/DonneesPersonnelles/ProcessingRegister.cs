using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>One use of personal data by the commune, as article 30 of the RGPD wants it described.</summary>
public sealed record ProcessingEntry
{
    public required string Code { get; init; }
    public required string Libelle { get; init; }
    public required string Purpose { get; init; }

    /// <summary>The basis in the sense of article 6, then the text that founds the démarche.</summary>
    public required string Basis { get; init; }

    public required string LegalText { get; init; }
    public required IReadOnlyList<string> Persons { get; init; }
    public required IReadOnlyList<DataCategory> Data { get; init; }
    public required string Recipients { get; init; }

    /// <summary>What the persons are told of the time during which their data are kept.</summary>
    public required string Retention { get; init; }

    public required string FinalFate { get; init; }

    /// <summary>Whether it holds data that article 9 protects.</summary>
    public bool Sensitive => Data.Any(category => category.Sensitive);
}

/// <summary>The register of a commune (RGPD, article 30): who answers for the data, and each use that it makes of them.</summary>
public sealed record ProcessingRegister(Commune Commune, Communes.Syndicat? Syndicat, DateOnly Day, IReadOnlyList<ProcessingEntry> Entries)
{
    /// <summary>What Beffroi does, and what it leaves to the syndicate; nothing that is not built is named.</summary>
    public const string Security =
        "Accès par compte personnel, rôle et commune\u00a0; cloisonnement des communes dans la base de données\u00a0; mots de passe hachés, essais ralentis\u00a0; échanges chiffrés (TLS)\u00a0; "
        + "journal des actions chaîné, dont toute modification se voit\u00a0; sauvegardes chiffrées quand le syndicat les met en place. Le chiffrement des disques et la sécurité des locaux dépendent de l’hébergement du syndicat.";

    /// <summary>Transfers out of the Union.</summary>
    public const string Transfers =
        "Aucun prévu hors de l’Union européenne. Le syndicat vérifie où sont ses sauvegardes et son relais de courriels s’il les confie à un prestataire.";

    /// <summary>The controller with its contacts.</summary>
    public string Controller => string.Join(", ", ((string?[])[$"Commune {Commune.NomDe}, représentée par {(Commune.Maire is { Length: > 0 } maire ? maire + ", maire" : "son maire")}", Commune.Adresse, $"{Commune.CodePostal} {Commune.Nom}".Trim(), Commune.Telephone, Commune.Courriel])
        .Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>The data-protection officer, compulsory for a public body (RGPD, article 37).</summary>
    public string Dpo => Commune.DpoCourriel is { Length: > 0 } dpo ? dpo : "À compléter\u00a0: la désignation est obligatoire (RGPD, article 37)";

    /// <summary>Who holds the data on the commune's behalf (RGPD, article 28).</summary>
    public string Processor => Syndicat is null ? "" : string.Join(", ", ((string?[])[Syndicat.Nom, Syndicat.Adresse, Syndicat.Telephone, Syndicat.Courriel]).Where(part => !string.IsNullOrWhiteSpace(part)));
}

/// <summary>Works the register out from what the commune offers; nothing of it is typed.</summary>
public sealed class RegisterReading(CommuneDirectory directory, DemarcheCatalogue catalogue, PublishedDemarches published, TimeProvider time)
{
    /// <summary>The démarches that the commune offers, those closed today included, in the version and with the values that it gives.</summary>
    public async Task<IReadOnlyList<DemarcheDefinition>> OfferedAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        await published.LookAsync(cancellationToken);
        var rows = await db.DemarcheAdoptions.AsNoTracking().Where(row => row.CommuneId == communeId).ToListAsync(cancellationToken);
        return [.. DemarcheFamilies.Order(rows.Select(VersionOf).OfType<DemarcheDefinition>())];
    }

    /// <summary>The register of a commune.</summary>
    public async Task<ProcessingRegister> ReadAsync(PortalDb db, Commune commune, CancellationToken cancellationToken)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var form = new FormContext(today, commune.Nom, commune.Liaison);
        var offered = await OfferedAsync(db, commune.Id, cancellationToken);
        return new ProcessingRegister(commune, directory.Syndicat, today, [.. offered.Select(demarche => EntryOf(demarche, form))]);
    }

    private DemarcheDefinition? VersionOf(DemarcheAdoption row) =>
        (catalogue.Find(row.Code, row.Version) ?? catalogue.Find(row.Code)) is { } version ? LocalValues.Read(row.LocalValues).Apply(version) : null;

    private static ProcessingEntry EntryOf(DemarcheDefinition demarche, FormContext form)
    {
        string Said(string? text) => text is null ? "À compléter" : French.Typography(form.Fill(text));
        return new ProcessingEntry
        {
            Code = demarche.Code,
            Libelle = Said(demarche.Libelle),
            Purpose = Said(demarche.Notice?.Purpose),
            Basis = Said(demarche.Notice?.Basis),
            LegalText = demarche.Legal is { } legal ? $"{Said(legal.Text)} ({RetentionWords.Of(legal.Certainty)})" : "À compléter",
            Persons = DataCategories.PersonsOf(demarche),
            Data = [.. DataCategories.Of(demarche).Select(category => category with { Questions = [.. category.Questions.Select(Said)] })],
            Recipients = Said(demarche.Notice?.Recipients),
            Retention = Said(demarche.Notice?.Retention),
            FinalFate = demarche.Retention is { } rule ? $"{RetentionWords.Months(rule.DuaMonths)} après la fin du dossier, puis {RetentionWords.Of(rule.Fate)}" : "À compléter",
        };
    }
}
