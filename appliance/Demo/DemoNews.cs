namespace Beffroi.Appliance.Demo;

/// <summary>The news of the demonstration communes.</summary>
internal static class DemoNews
{
    internal sealed record Item(string Commune, string Slug, string Titre, string Chapeau, string Texte, int DaysAgo, bool Urgent = false);

    public static readonly Item[] All =
    [
        new(DemoCast.SaintLo, "coupure-d-eau", "Coupure d’eau", "Rue du Neufbourg, de 8 h à 12 h, pour réparer une conduite.", "L’eau sera coupée dans la rue du Neufbourg le temps de réparer une conduite.\n\nPensez à en garder quelques litres.", 0, Urgent: true),
        new(DemoCast.SaintLo, "marche", "Le marché revient place du Champ-de-Mars", "Chaque samedi matin, avec quarante producteurs.", "Le marché retrouve la place du Champ-de-Mars chaque samedi, de 8 h à 13 h.\n\nQuarante producteurs des environs y tiennent leur étal.", 4),
        new(DemoCast.SaintLo, "ecole", "École de l’Exemple : la rénovation commence", "Les classes restent ouvertes, l’entrée se fait par la rue des Écoles.", "Les travaux durent six mois. Les classes restent ouvertes.\n\nL’entrée se fait par la rue des Écoles.", 7),
        new(DemoCast.SaintLo, "sapins", "Collecte des sapins, inscrivez votre rue", "Un passage est organisé dans chaque quartier du 4 au 8 janvier.", "Déposez votre sapin devant chez vous la veille du passage, sans sac ni décoration.", 12),
        new(DemoCast.Canisy, "voeux", "La cérémonie des vœux", "Vendredi à 18 h 30, à la salle des fêtes.", "Toute la population est invitée. Un verre de l’amitié suivra.", 3),
        new(DemoCast.Dangy, "cimetiere", "Travaux au cimetière", "L’allée centrale est fermée deux semaines.", "L’allée centrale est refaite. L’accès se fait par l’entrée nord.", 9),
    ];
}
