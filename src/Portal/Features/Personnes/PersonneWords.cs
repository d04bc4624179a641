using Beffroi.Portal.Features.Personnes.Matching;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>Persons in words.</summary>
public static class PersonneWords
{
    /// <summary>How they would rather be reached.</summary>
    public static string Of(CanalPrefere canal) => canal switch
    {
        CanalPrefere.Courriel => "par courriel",
        CanalPrefere.Telephone => "par téléphone",
        _ => "par courrier",
    };

    /// <summary>A purpose.</summary>
    public static string Of(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Nouvelles => "Recevoir les nouvelles de la mairie par courriel",
        ConsentPurpose.Alertes => "Être prévenu par téléphone ou SMS (travaux, intempéries, école fermée)",
        _ => "Être invité à donner son avis sur les services",
    };

    /// <summary>How sure it is.</summary>
    public static string Of(Ressemblance degree) => degree switch
    {
        Ressemblance.Certaine => "même nom, même coordonnée",
        Ressemblance.Forte => "nom proche, même coordonnée",
        _ => "nom ou coordonnée en commun",
    };

    /// <summary>Its drawing.</summary>
    public static string IconOf(PersonneKind kind) => kind is PersonneKind.Organisation ? "building-2" : "user";

    /// <summary>What tells a person from a namesake; of a sensitive record, nothing.</summary>
    public static string Distinction(Personne personne) => personne.Sensible ? "Fiche protégée\u00a0: ouvrez-la pour voir ses coordonnées"
        : string.Join(" · ", new[]
        {
            personne.Courriel,
            personne.Telephone is { } phone ? Bureau.BureauWords.Phone(phone) : null,
            personne.Adresse,
        }.OfType<string>()) is { Length: > 0 } ways ? ways : "Sans coordonnées";
}
