using Beffroi.Portal.Features.Dossiers.Pieces;

namespace Beffroi.Portal.Features.Dossiers.Deliver;

/// <summary>How the one who came to the counter was known.</summary>
public enum Identite
{
    /// <summary>It was not asked for.</summary>
    NonDemandee,

    /// <summary>The agent knows them.</summary>
    Connue,

    /// <summary>National identity card.</summary>
    CarteIdentite,

    /// <summary>Passport.</summary>
    Passeport,

    /// <summary>Residence permit.</summary>
    TitreSejour,

    /// <summary>Driving licence.</summary>
    Permis,
}

/// <summary>To whom the answer was handed over at the counter, how they were known, and the receipt that they signed, when it was scanned.</summary>
public sealed record Handover(string Nom, Identite Identite, StoredFile? SignedReceipt)
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>It in words, for the note that agents keep.</summary>
    public string Words => $"Remis à {Nom}. {IdentiteWords.Of(Identite)}.{(SignedReceipt is null ? "" : " Reçu signé joint.")}";
}

/// <summary>Words for how somebody was known.</summary>
public static class IdentiteWords
{
    /// <summary>What the note of the hand-over says.</summary>
    public static string Of(Identite identite) => identite switch
    {
        Identite.Connue => "Personne connue de l’agent",
        Identite.CarteIdentite => "Carte nationale d’identité vue",
        Identite.Passeport => "Passeport vu",
        Identite.TitreSejour => "Titre de séjour vu",
        Identite.Permis => "Permis de conduire vu",
        _ => "Identité non demandée",
    };
}
