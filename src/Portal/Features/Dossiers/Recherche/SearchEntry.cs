using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>
/// What a dossier can be found by. Written in the transaction that writes the dossier, and read as it is until <see cref="FoldSearch"/> has taken it into
/// the index of words: filing does not wait for the index, and a search sees at once what was filed.
/// </summary>
public sealed class SearchEntry : ICommuneOwned
{
    /// <summary>The rules of <see cref="SearchText"/> that the words were made by; entries of older rules are made again by <see cref="IndexDossiers"/>.</summary>
    public const int CurrentRules = 1;

    /// <summary>The dossier, which is the key.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>Its words, each behind the mark of the commune, in order, separated by a space: a word of another commune is another word.</summary>
    public required string Words { get; set; }

    /// <summary>The rules that the words were made by.</summary>
    public required int Rules { get; set; }

    /// <summary>Whether the index of words has yet to take it in.</summary>
    public bool Pending { get; set; } = true;
}

/// <summary>A word that dossiers of a commune hold, from which a misspelt one is put right.</summary>
public sealed class SearchWord : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The word as the index holds it, without the mark of the commune.</summary>
    public required string Word { get; init; }
}
