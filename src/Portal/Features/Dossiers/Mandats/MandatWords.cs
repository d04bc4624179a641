using Beffroi.Portal.Features.Bureau;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Mandats;

/// <summary>A mandate in words, on screens, receipts and in mails.</summary>
public static class MandatWords
{
    /// <summary>The qualities that a person may choose on the site.</summary>
    public static IReadOnlyList<Choice> Qualites { get; } =
    [
        new(nameof(MandatQualite.Proche), "Un proche", "Famille, ami, voisin."),
        new(nameof(MandatQualite.Representant), "Son représentant légal", "Parent d’un mineur, tuteur, curateur, personne habilitée par un juge."),
        new(nameof(MandatQualite.Aidant), "Un aidant France Services ou un travailleur social"),
        new(nameof(MandatQualite.Organisme), "Le mandataire d’un organisme", "Association, notaire, avocat, entreprise."),
    ];

    /// <summary>To whom mails may go.</summary>
    public static IReadOnlyList<Choice> Envois { get; } =
    [
        new(nameof(MandatCourriels.LesDeux), "À nous deux", "Chacun à son adresse."),
        new(nameof(MandatCourriels.Mandataire), "À moi seulement", "La personne est quand même prévenue une fois que la demande est faite en son nom."),
        new(nameof(MandatCourriels.Personne), "À la personne seulement", "Vous recevez le reçu, rien d’autre."),
    ];

    /// <summary>The quality, to follow a name: « proche ».</summary>
    public static string Of(MandatQualite qualite) => qualite switch
    {
        MandatQualite.Proche => "un proche",
        MandatQualite.Representant => "représentant légal",
        MandatQualite.Aidant => "aidant France Services ou travailleur social",
        MandatQualite.Organisme => "mandataire d’un organisme",
        _ => "agent de la mairie",
    };

    /// <summary>To whom mails go, as agents read it.</summary>
    public static string Of(MandatCourriels envoi) => envoi switch
    {
        MandatCourriels.Mandataire => "à qui a fait la demande",
        MandatCourriels.Personne => "à la personne concernée",
        _ => "aux deux",
    };

    /// <summary>« Nadia Modèle, France Services de Saint-Lô (aidant France Services ou travailleur social) ».</summary>
    public static string Who(Mandat mandat) => $"{mandat.Nom}{(mandat.Structure is { } structure ? ", " + structure : "")} ({Of(mandat.Qualite)})";

    /// <summary>How to reach who acts: address, then phone.</summary>
    public static string Contacts(Mandat mandat) =>
        string.Join(", ", ((string?[])[mandat.Courriel, mandat.Telephone is { } phone ? BureauWords.Phone(phone) : null]).Where(part => part is not null));

    /// <summary>How the mandate was given: day, statement, file.</summary>
    public static string Given(Mandat mandat) => mandat.ByAgent
        ? $"Accord donné à la mairie le {FrenchDates.Date(mandat.Date)}"
        : $"Donné le {FrenchDates.Date(mandat.Date)}, pour cette seule démarche, attesté sur l’honneur{(mandat.PieceId is null ? "" : ", mandat signé joint")}";
}
