namespace Beffroi.Portal.Features.Personnes.Matching;

/// <summary>How sure it is that two descriptions are of one person.</summary>
public enum Ressemblance
{
    /// <summary>Nothing says so.</summary>
    Aucune,

    /// <summary>A namesake, or somebody of the same household: an agent looks.</summary>
    Possible,

    /// <summary>Very likely: an agent says so.</summary>
    Forte,

    /// <summary>The same account, address or phone, under the same name.</summary>
    Certaine,
}

/// <summary>A person as far as comparing goes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Courriel">The key of the address.</param>
/// <param name="Telephone">The key of the phone.</param>
/// <param name="Compte">The account.</param>
public sealed record Signalement(NameKeys Name, string? Courriel, string? Telephone, Guid? Compte)
{
    /// <summary>That of a record.</summary>
    public static Signalement Of(Personne personne) => new(
        NameKeys.Of(personne.Prenom, personne.Nom), ContactKeys.Courriel(personne.Courriel), ContactKeys.Phone(personne.Telephone), personne.UsagerSub);

    /// <summary>That of a description.</summary>
    public static Signalement Of(PersonneDescription said, Guid? compte = null) => new(
        NameKeys.Of(said.Prenom, said.Nom), ContactKeys.Courriel(said.Courriel), ContactKeys.Phone(said.Telephone), compte);

    /// <summary>Compares two; the order does not matter.</summary>
    public Ressemblance With(Signalement other)
    {
        var sameName = Name.Name.Length > 0 && Name.Name == other.Name.Name;
        var sameSound = Name.Sound.Length > 0 && Name.Sound == other.Name.Sound;
        var sameCompte = Compte is not null && Compte == other.Compte;
        var sameContact = (Courriel is not null && Courriel == other.Courriel) || (Telephone is not null && Telephone == other.Telephone);
        // One account may ask for a whole household: it says who it is together with the name, if shortened.
        return (sameName && (sameContact || sameCompte)) || (sameCompte && Name.Shortens(other.Name)) ? Ressemblance.Certaine
            : (sameContact && (sameSound || Name.Shares(other.Name))) ? Ressemblance.Forte
            : sameName || sameSound || sameContact || sameCompte ? Ressemblance.Possible
            : Ressemblance.Aucune;
    }

    /// <summary>The keys of a record that has this description.</summary>
    public IEnumerable<(PersonneKeyKind Kind, string Value)> Keys() =>
        Name.Words.Concat(Name.Parts).Distinct(StringComparer.Ordinal).Select(word => (PersonneKeyKind.Mot, word))
            .Concat(Name.Sounds.Select(sound => (PersonneKeyKind.Son, sound)))
            .Concat(Whole());

    /// <summary>Of these, the keys that a lookalike shares with it.</summary>
    public IEnumerable<(PersonneKeyKind Kind, string Value)> Whole()
    {
        (PersonneKeyKind Kind, string? Value)[] whole =
        [
            (PersonneKeyKind.Nom, Name.Name), (PersonneKeyKind.NomSon, Name.Sound), (PersonneKeyKind.Courriel, Courriel), (PersonneKeyKind.Telephone, Telephone),
            (PersonneKeyKind.Compte, Compte?.ToString("N")),
        ];
        return whole.Where(key => !string.IsNullOrEmpty(key.Value)).Select(key => (key.Kind, key.Value!));
    }
}
