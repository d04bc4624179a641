using System.Globalization;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Adresses.Find;

/// <summary>An address proposed while a person types.</summary>
/// <param name="Line">Number and street, as on an envelope.</param>
/// <param name="Detail">What tells it from another of the same name: the place, the commune déléguée; null when nothing does.</param>
/// <param name="Longitude">Degrees (WGS 84), where the file knows them for this number.</param>
/// <param name="Latitude">Degrees (WGS 84), given with the longitude.</param>
internal sealed record FoundAddress(string Line, string? Detail, double? Longitude, double? Latitude);

/// <summary>Finds the addresses of one commune, and of no other, by what was typed of one.</summary>
internal sealed class FindAddresses(PortalDb db)
{
    /// <summary>How many are proposed at most.</summary>
    public const int Most = 10;

    // More than are shown, so that whole words come before beginnings; a common word would otherwise bring all streets.
    private const int Looked = 100;

    private static readonly StringComparer s_french = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), CompareOptions.NumericOrdering);

    /// <summary>At most ten addresses: with a number those of the street, without one the streets; the street with the number as typed where the file lacks it.</summary>
    public async Task<IReadOnlyList<FoundAddress>> RunAsync(AddressQuestion question, Guid communeId, CancellationToken cancellationToken)
    {
        if (question.Number is not { } number)
        {
            return Proposed(await StreetsAsync(communeId, question.Words, cancellationToken), question, address => new(address.Street, Detail(address), null, null));
        }

        var numbered = await Matching(db.Addresses.Where(address => address.CommuneId == communeId && address.Number == number), question.Words).Take(Looked).ToListAsync(cancellationToken);
        var found = Proposed(numbered, question, address => new(address.Line, Detail(address), address.Longitude, address.Latitude));
        if (found.Count > 0)
        {
            return found;
        }

        // « 3 places »: the number may belong to the street's name; else the file lacks it, and the person knows better.
        var typed = number.ToString(CultureInfo.InvariantCulture);
        found = Proposed(await StreetsAsync(communeId, [typed, .. question.Words], cancellationToken), question, address => new(address.Street, Detail(address), null, null));
        var before = typed + (question.Suffix.Length > 0 ? " " + question.Suffix : "");
        return found.Count > 0 ? found
            : Proposed(await StreetsAsync(communeId, question.Words, cancellationToken), question, address => new($"{before} {address.Street}", Detail(address), null, null));
    }

    /// <summary>Whether the commune has an address file here.</summary>
    public Task<bool> AnyAsync(Guid communeId, CancellationToken cancellationToken) => db.Addresses.AnyAsync(address => address.CommuneId == communeId, cancellationToken);

    private Task<List<CommuneAddress>> StreetsAsync(Guid communeId, IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        Matching(db.Addresses.Where(address => address.CommuneId == communeId && address.IsStreet), words).Take(Looked).ToListAsync(cancellationToken);

    // Words hold a to z and 0 to 9 only: nothing in them is a sign of LIKE.
    private static IQueryable<CommuneAddress> Matching(IQueryable<CommuneAddress> addresses, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            var (begins, full) = ($"% {word}%", $"% {AddressWords.InFull(word)}%");
            addresses = begins == full
                ? addresses.Where(address => EF.Functions.Like(address.Words, begins))
                : addresses.Where(address => EF.Functions.Like(address.Words, begins) || EF.Functions.Like(address.Words, full));
        }

        return addresses.OrderBy(address => address.Street).ThenBy(address => address.Rank);
    }

    private static List<FoundAddress> Proposed(IEnumerable<CommuneAddress> addresses, AddressQuestion question, Func<CommuneAddress, FoundAddress> said) =>
    [
        .. addresses.OrderByDescending(address => question.Suffix.Length > 0 ? address.Suffix == question.Suffix : address.Suffix is null)
            .ThenByDescending(address => Whole(address, question.Words))
            .ThenBy(address => address.Street, s_french)
            .ThenBy(address => address.Suffix, s_french)
            .Select(said).Distinct().Take(Most),
    ];

    private static int Whole(CommuneAddress address, IReadOnlyList<string> words)
    {
        var whole = address.Words + " ";
        return words.Count(word => whole.Contains($" {AddressWords.InFull(word)} ", StringComparison.Ordinal));
    }

    private static string? Detail(CommuneAddress address) =>
        string.Join(", ", new[] { address.Locality, address.Delegated }.Where(word => word is not null)) is { Length: > 0 } words ? words : null;
}
