using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Adresses;

/// <summary>An address of the commune's own address file (Base Adresse Locale): a number in a street, or a street or a place without numbers.</summary>
public sealed class CommuneAddress : ICommuneOwned
{
    /// <summary>The longest name of a street or of a place.</summary>
    public const int MaxName = 200;

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>Its place in the file, from 1; with the commune, its key until the next import.</summary>
    public required int Rank { get; init; }

    /// <summary>The street or the place as the commune writes it: « Rue de l’Aubépine ».</summary>
    public required string Street { get; init; }

    /// <summary>The number in the street, from 0 to 9999; null for a street or a place without numbers.</summary>
    public int? Number { get; init; }

    /// <summary>What follows the number, in lower case: « bis », « ter », « a ».</summary>
    public string? Suffix { get; init; }

    /// <summary>The old name of the place, beside that of the street.</summary>
    public string? Locality { get; init; }

    /// <summary>The name of the commune déléguée or associée where the address stands.</summary>
    public string? Delegated { get; init; }

    /// <summary>Longitude in degrees (WGS 84), where the file gives a position in France.</summary>
    public double? Longitude { get; init; }

    /// <summary>Latitude in degrees (WGS 84), given with <see cref="Longitude"/>.</summary>
    public double? Latitude { get; init; }

    /// <summary>The interoperability key of the national format; null when the file's own is not well made.</summary>
    public string? InteropKey { get; init; }

    /// <summary>Whether this row stands for its street in proposals without a number: one row a street (and a commune déléguée).</summary>
    public required bool IsStreet { get; init; }

    /// <summary>The words it is found by, each after a blank, as <see cref="AddressWords"/> folds them.</summary>
    public required string Words { get; init; }

    /// <summary>« 8 bis Rue du Rosslauf », as on an envelope.</summary>
    public string Line => Number is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}{(Suffix is null ? "" : " " + Suffix)} {Street}") : Street;
}
