using System.Text.Json;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;
using PhoneNumbers;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>A dossier that the person filed.</summary>
public sealed record PersonDossier(Guid Id, string Numero, string Objet, string Nom, string? Courriel, string? Telephone, DateTime ReceivedAt, Phase Phase, int Notes);

/// <summary>A request that the person began and has not sent.</summary>
public sealed record PersonDraft(Guid Id, string DemarcheCode, string Nom, DateTime UpdatedAt);

/// <summary>A request that the person made for another one; of the latter nothing is said.</summary>
public sealed record PersonMandat(Guid Id, string Numero, string Objet, string Nom, string? Courriel, string? Telephone, DateTime ReceivedAt);

/// <summary>What a commune holds of a person.</summary>
/// <param name="IsExact">Whether the person was looked for by address or phone; namesakes share a name.</param>
/// <param name="IsCut">Whether there is more than what is listed.</param>
public sealed record PersonFindings(bool IsExact, IReadOnlyList<PersonDossier> Dossiers, IReadOnlyList<PersonDraft> Drafts, IReadOnlyList<PersonMandat> Mandats, bool IsCut)
{
    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => Dossiers.Count + Drafts.Count + Mandats.Count == 0;
}

/// <summary>
/// Finds what one commune holds of a person: by e-mail or phone, exactly once both are written alike, or by name, without accents nor
/// capitals. One commune at a time: each answers for its own data (RGPD, article 4).
/// </summary>
public sealed class PersonSearch
{
    /// <summary>The most that is listed and exported at once.</summary>
    public const int Most = 100;

    private readonly string? _courriel;
    private readonly string? _telephone;
    private readonly string[] _words = [];

    private PersonSearch(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            _courriel = CourrielOf(text);
        }
        else if (text.Count(char.IsAsciiDigit) >= 6 && !text.Any(char.IsLetter))
        {
            _telephone = TelephoneOf(text);
        }
        else
        {
            _words = FoldedName.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>Reads what was typed; null when it is too little to look for a person.</summary>
    public static PersonSearch? Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        return text.Length is >= 2 and <= 254 && new PersonSearch(text) is var search && (search.IsExact || search._words.Sum(word => word.Length) >= 2) ? search : null;
    }

    private bool IsExact => _words.Length == 0 && (_courriel ?? _telephone) is { Length: > 3 };

    /// <summary>Looks through one commune; rows pass one by one, since neither database folds accents.</summary>
    public async Task<PersonFindings> RunAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var dossiers = new List<PersonDossier>();
        var mandats = new List<PersonMandat>();
        var rows = db.Dossiers.Where(row => row.CommuneId == communeId).OrderByDescending(row => row.Id)
            .Select(row => new { row.Id, row.Numero, row.Objet, row.UsagerNom, row.UsagerCourriel, row.UsagerTelephone, row.ReceivedAt, row.Phase, row.Mandat });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (dossiers.Count <= Most && Matches(row.UsagerNom, row.UsagerCourriel, row.UsagerTelephone))
            {
                dossiers.Add(new PersonDossier(row.Id, row.Numero, row.Objet, row.UsagerNom, row.UsagerCourriel, row.UsagerTelephone, row.ReceivedAt, row.Phase, 0));
            }

            if (mandats.Count <= Most && row.Mandat is { ByAgent: false } mandat && Matches(mandat.Nom, mandat.Courriel, mandat.Telephone))
            {
                mandats.Add(new PersonMandat(row.Id, row.Numero, row.Objet, mandat.Nom, mandat.Courriel, mandat.Telephone, row.ReceivedAt));
            }
        }

        var drafts = await DraftsAsync(db, communeId, cancellationToken);
        var ids = dossiers.ConvertAll(dossier => dossier.Id);
        var notes = await db.Messages.Where(row => row.Internal && ids.Contains(row.DossierId))
            .GroupBy(row => row.DossierId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return new PersonFindings(
            IsExact,
            [.. dossiers.Take(Most).Select(dossier => dossier with { Notes = notes.GetValueOrDefault(dossier.Id) })],
            [.. drafts.Take(Most)],
            [.. mandats.Take(Most)],
            dossiers.Count > Most || drafts.Count > Most || mandats.Count > Most);
    }

    private async Task<List<PersonDraft>> DraftsAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var found = new List<PersonDraft>();
        var rows = db.Drafts.Where(row => row.CommuneId == communeId && row.DossierId == null).OrderByDescending(row => row.Id)
            .Select(row => new { row.Id, row.DemarcheCode, row.Answers, row.UpdatedAt });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var answers = Read(row.Answers);
            var nom = $"{answers.Text(UsagerFields.Prenom)} {answers.Text(UsagerFields.Nom)}".Trim();
            if (found.Count <= Most && Matches(nom, answers.Text(UsagerFields.Courriel), answers.Text(UsagerFields.Telephone)))
            {
                found.Add(new PersonDraft(row.Id, row.DemarcheCode, nom, row.UpdatedAt));
            }
        }

        return found;
    }

    private bool Matches(string nom, string? courriel, string? telephone)
    {
        if (_courriel is not null)
        {
            return courriel is { Length: > 0 } && CourrielOf(courriel) == _courriel;
        }

        if (_telephone is not null)
        {
            return telephone is { Length: > 0 } && TelephoneOf(telephone) == _telephone;
        }

        var folded = " " + FoldedName.Of(nom);
        return _words.All(word => folded.Contains(" " + word, StringComparison.Ordinal));
    }

    private static string CourrielOf(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    // « 02 33 00 00 00 », « 0233000000 » and « +33 2 33 00 00 00 » are one number.
    private static string TelephoneOf(string text)
    {
        var phones = PhoneNumberUtil.GetInstance();
        try
        {
            return phones.Format(phones.Parse(text, "FR"), PhoneNumberFormat.E164);
        }
        catch (NumberParseException)
        {
            return string.Concat(text.Where(char.IsAsciiDigit));
        }
    }

    private static FormAnswers Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object ? FormAnswers.Unchecked(document.RootElement) : FormAnswers.Empty;
        }
        catch (JsonException)
        {
            return FormAnswers.Empty;
        }
    }
}
