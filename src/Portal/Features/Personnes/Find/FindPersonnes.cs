using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Find;

#pragma warning disable CA1309 // The databases compare: byte by byte, since the keys have the collation « C » on PostgreSQL.

/// <summary>A record that was found.</summary>
/// <param name="Personne">The record at the head of its group.</param>
/// <param name="Known">The name under which it was found, when it is another.</param>
public sealed record FoundPersonne(Personne Personne, string? Known);

/// <summary>
/// Finds the records of one commune while an agent types: beginnings of names in any order, names as they sound, an address or a phone from
/// its beginning. Every question goes through the keys, never through all records.
/// </summary>
public sealed class FindPersonnes(PortalDb db)
{
    /// <summary>How many are shown at most.</summary>
    public const int Most = 10;

    /// <summary>The longest question that is looked into, in characters.</summary>
    public const int MaxLength = 120;

    // More than are shown, so that the likest come first.
    private const int Looked = 60;

    // After all letters and digits, so that it ends the words that begin alike.
    private const string End = "~";

    /// <summary>At most ten records, the likest first.</summary>
    public async Task<IReadOnlyList<FoundPersonne>> RunAsync(Guid communeId, string? typed, CancellationToken cancellationToken)
    {
        var text = (typed ?? "").Trim();
        if (text.Length is < 2 or > MaxLength)
        {
            return [];
        }

        if (text.Contains('@', StringComparison.Ordinal))
        {
            return await ReadAsync(communeId, await BeginningAsync(communeId, PersonneKeyKind.Courriel, ContactKeys.Courriel(text)!, cancellationToken), null, cancellationToken);
        }

        if (!text.Any(char.IsLetter))
        {
            return text.Count(char.IsAsciiDigit) < 4 ? []
                : await ReadAsync(communeId, await BeginningAsync(communeId, PersonneKeyKind.Telephone, ContactKeys.PhoneBeginning(text), cancellationToken), null, cancellationToken);
        }

        var asked = NameKeys.Of(text);
        var ids = await NamedAsync(communeId, asked.Words, cancellationToken);
        if (ids.Count < Looked && asked.Parts.Count != asked.Words.Count)
        {
            ids = [.. ids.Union(await NamedAsync(communeId, asked.Parts, cancellationToken))];
        }

        return await ReadAsync(communeId, ids, asked, cancellationToken);
    }

    private Task<List<Guid>> BeginningAsync(Guid communeId, PersonneKeyKind kind, string begins, CancellationToken cancellationToken)
    {
        var end = begins + End;
        return db.PersonneKeys
            .Where(key => key.CommuneId == communeId && key.Kind == kind && string.Compare(key.Value, begins) >= 0 && string.Compare(key.Value, end) < 0)
            .Select(key => key.PersonneId).Distinct().OrderBy(id => id).Take(Looked).ToListAsync(cancellationToken);
    }

    // The longest word leads: it leaves the fewest records, whose own keys are then looked at for the others.
    private async Task<List<Guid>> NamedAsync(Guid communeId, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var longest = words.Take(6).OrderByDescending(word => word.Length).ToList();
        if (longest.Count == 0 || longest[0].Length < 2)
        {
            return [];
        }

        var first = longest[0];
        var (end, sound) = (first + End, FrenchSound.Of(first));
        var written = db.PersonneKeys.Where(key => key.CommuneId == communeId && key.Kind == PersonneKeyKind.Mot
            && string.Compare(key.Value, first) >= 0 && string.Compare(key.Value, end) < 0);
        var heard = db.PersonneKeys.Where(key => key.CommuneId == communeId && key.Kind == PersonneKeyKind.Son && key.Value == sound);
        foreach (var word in longest.Skip(1))
        {
            (written, heard) = (With(written, word), With(heard, word));
        }

        var ids = await written.Select(key => key.PersonneId).Distinct().OrderBy(id => id).Take(Looked).ToListAsync(cancellationToken);
        return first.Length < 3 || ids.Count == Looked ? ids
            : [.. ids.Union(await heard.Select(key => key.PersonneId).Distinct().OrderBy(id => id).Take(Looked).ToListAsync(cancellationToken))];
    }

    private IQueryable<PersonneKey> With(IQueryable<PersonneKey> keys, string word)
    {
        var (end, sound) = (word + End, FrenchSound.Of(word));
        return keys.Where(key => db.PersonneKeys.Any(other => other.PersonneId == key.PersonneId
            && ((other.Kind == PersonneKeyKind.Mot && string.Compare(other.Value, word) >= 0 && string.Compare(other.Value, end) < 0)
                || (other.Kind == PersonneKeyKind.Son && other.Value == sound))));
    }

    private async Task<IReadOnlyList<FoundPersonne>> ReadAsync(Guid communeId, List<Guid> ids, NameKeys? asked, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, (FoundPersonne Found, int Rank)>();
        foreach (var personne in await db.Personnes.AsNoTracking().Where(row => row.CommuneId == communeId && ids.Contains(row.Id)).ToListAsync(cancellationToken))
        {
            var head = await PersonneGroup.HeadAsync(db, personne, cancellationToken);
            var rank = asked is null ? 0 : RankOf(personne, asked);
            if (!found.TryGetValue(head.Id, out var before) || rank > before.Rank)
            {
                found[head.Id] = (new FoundPersonne(head, head.Id == personne.Id || head.NomComplet == personne.NomComplet ? null : personne.NomComplet), rank);
            }
        }

        return [.. found.Values.OrderByDescending(row => row.Rank).ThenBy(row => row.Found.Personne.Nom, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.Found.Personne.Prenom, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.Found.Personne.Id)
            .Take(Most).Select(row => row.Found)];
    }

    // A word as written counts before its beginning, and that before its sound.
    private static int RankOf(Personne personne, NameKeys asked)
    {
        var own = NameKeys.Of(personne.Prenom, personne.Nom);
        return asked.Parts.Sum(word => own.Parts.Contains(word, StringComparer.Ordinal) || own.Words.Contains(word, StringComparer.Ordinal) ? 3
            : own.Parts.Any(part => part.StartsWith(word, StringComparison.Ordinal)) ? 2
            : 0);
    }
}
