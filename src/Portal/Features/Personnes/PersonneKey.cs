using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>What a key is made of.</summary>
public enum PersonneKeyKind
{
    /// <summary>One word of the name, folded.</summary>
    Mot,

    /// <summary>One word of the name, as it sounds in French.</summary>
    Son,

    /// <summary>The whole name, folded, its words in the order of letters.</summary>
    Nom,

    /// <summary>The whole name, as it sounds.</summary>
    NomSon,

    /// <summary>The address of e-mail.</summary>
    Courriel,

    /// <summary>The phone, as E.164.</summary>
    Telephone,

    /// <summary>The account.</summary>
    Compte,
}

/// <summary>One key by which a record is found, inside its commune; all of them are made anew when the record changes.</summary>
public sealed class PersonneKey : ICommuneOwned
{
    /// <summary>The longest key that is kept, in characters.</summary>
    public const int MaxValue = 120;

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>What it is made of.</summary>
    public required PersonneKeyKind Kind { get; init; }

    /// <summary>The key.</summary>
    public required string Value { get; init; }

    /// <summary>The record.</summary>
    public required Guid PersonneId { get; init; }
}
