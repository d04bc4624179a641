using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Appliance.Demo;

/// <summary>What happens to a dossier of the demonstration after it was filed.</summary>
internal enum DemoStep
{
    Qualify,
    Take,
    Note,
    Message,
    AskPieces,
    SendPiece,
    Answer,
    Paper,
    Decide,
    Refuse,
    Deliver,
}

/// <summary>A dossier of the demonstration: filed so many days ago at an hour, then its steps, each so many hours after the one before.</summary>
internal sealed record DemoCase(
    int DaysAgo, int Hour, string Commune, string Demarche, Channel Channel, int Usager, string Text, params (DemoStep Step, int Hours)[] Steps);

/// <summary>The thirty dossiers, in every phase and by every channel.</summary>
internal static class DemoStory
{
    private const string Acte = "acte-naissance";
    private const string Rue = "signalement-voirie";
    private const string Lettre = "contact-mairie";

    public static readonly DemoCase[] Cases =
    [
        new(0, 8, DemoCast.SaintLo, Acte, Channel.Web, 0, "copie"),
        new(0, 9, DemoCast.SaintLo, Rue, Channel.Web, 1, "eclairage|Trois lampadaires sont éteints depuis dimanche devant l’école.|Rue des Écoles|49,11420|-1,08390"),
        new(0, 9, DemoCast.Canisy, Lettre, Channel.Web, 2, "Location de la salle des fêtes|Bonjour, la salle est-elle libre le premier samedi de mars ?"),
        new(1, 10, DemoCast.SaintLo, Acte, Channel.Web, 3, "sans-filiation"),
        new(1, 11, DemoCast.SaintLo, Rue, Channel.Telephone, 4, "chaussee|Un trou s’est formé au milieu de la voie, dangereux à vélo.|Rue du Neufbourg|49,11730|-1,08610", (DemoStep.Qualify, 1)),
        new(1, 14, DemoCast.Dangy, Acte, Channel.Courrier, 5, "avec-filiation"),
        new(2, 9, DemoCast.SaintLo, Acte, Channel.Web, 6, "copie", (DemoStep.Qualify, 2), (DemoStep.Take, 3)),
        new(2, 15, DemoCast.Quibou, Rue, Channel.Web, 7, "vegetation|Une haie cache le panneau stop.|Route de l’Exemple", (DemoStep.Qualify, 3)),
        new(3, 10, DemoCast.Canisy, Acte, Channel.Web, 8, "avec-filiation", (DemoStep.Qualify, 2), (DemoStep.Take, 1), (DemoStep.AskPieces, 2)),
        new(3, 11, DemoCast.SaintLo, Lettre, Channel.Guichet, 9, "Horaires du marché|La personne demande si le marché du samedi change d’horaire en hiver.", (DemoStep.Qualify, 1), (DemoStep.Decide, 1), (DemoStep.Deliver, 1)),
        new(4, 8, DemoCast.SaintLo, Acte, Channel.Web, 10, "copie", (DemoStep.Qualify, 3), (DemoStep.Take, 2), (DemoStep.Note, 1), (DemoStep.AskPieces, 1), (DemoStep.SendPiece, 40)),
        new(4, 16, DemoCast.SaintLo, Rue, Channel.Web, 11, "dechets|Des sacs sont déposés à côté du conteneur depuis une semaine.|Place du Champ-de-Mars", (DemoStep.Qualify, 16), (DemoStep.Take, 2)),
        new(5, 9, DemoCast.Dangy, Lettre, Channel.Courrier, 0, "Chemin rural|Je demande la remise en état du chemin qui longe ma parcelle.", (DemoStep.Qualify, 20)),
        new(6, 10, DemoCast.SaintLo, Acte, Channel.Guichet, 1, "copie", (DemoStep.Qualify, 1), (DemoStep.Take, 2), (DemoStep.Decide, 20)),
        new(7, 14, DemoCast.Canisy, Rue, Channel.Telephone, 2, "eau|L’eau stagne devant la mairie à chaque pluie.|Place de la Mairie", (DemoStep.Qualify, 2), (DemoStep.Take, 20), (DemoStep.Message, 3)),
        new(8, 9, DemoCast.SaintLo, Acte, Channel.Web, 3, "sans-filiation", (DemoStep.Qualify, 4), (DemoStep.Take, 1), (DemoStep.Decide, 22), (DemoStep.Deliver, 2)),
        new(9, 11, DemoCast.SaintLo, Acte, Channel.Web, 4, "avec-filiation", (DemoStep.Qualify, 26), (DemoStep.Take, 2), (DemoStep.Decide, 3)),
        new(10, 10, DemoCast.Quibou, Acte, Channel.Web, 5, "copie", (DemoStep.Qualify, 24), (DemoStep.Take, 1), (DemoStep.Decide, 24), (DemoStep.Deliver, 4)),
        new(11, 15, DemoCast.SaintLo, Lettre, Channel.Web, 6, "Inscription à la cantine|Mon fils peut-il manger à la cantine un jour sur deux ?", (DemoStep.Qualify, 18), (DemoStep.Take, 3), (DemoStep.Message, 1), (DemoStep.Answer, 30)),
        new(13, 9, DemoCast.SaintLo, Rue, Channel.Web, 7, "chaussee|Le marquage du passage piéton est effacé.|Avenue du Spécimen", (DemoStep.Qualify, 5), (DemoStep.Take, 20), (DemoStep.Decide, 48)),
        new(15, 10, DemoCast.Dangy, Acte, Channel.Telephone, 8, "sans-filiation", (DemoStep.Qualify, 1), (DemoStep.Decide, 24), (DemoStep.Deliver, 1)),
        new(18, 14, DemoCast.SaintLo, Lettre, Channel.Web, 9, "Subvention|Notre association demande une aide pour son tournoi.", (DemoStep.Qualify, 30), (DemoStep.Take, 5), (DemoStep.Paper, 119), (DemoStep.Refuse, 1)),
        new(20, 9, DemoCast.Canisy, Lettre, Channel.Web, 10, "Panneau|Le panneau d’entrée de bourg penche.", (DemoStep.Qualify, 30), (DemoStep.Take, 4), (DemoStep.Decide, 48), (DemoStep.Deliver, 24)),
        new(22, 16, DemoCast.SaintLo, Acte, Channel.Web, 11, "copie"),
        new(25, 10, DemoCast.SaintLo, Rue, Channel.Guichet, 0, "autre|Un banc est cassé dans le parc.|Parc de l’Exemple", (DemoStep.Qualify, 2), (DemoStep.Take, 24), (DemoStep.Decide, 72), (DemoStep.Deliver, 2)),
        new(30, 9, DemoCast.SaintLo, Acte, Channel.Web, 1, "avec-filiation", (DemoStep.Qualify, 4), (DemoStep.Take, 2), (DemoStep.AskPieces, 1), (DemoStep.SendPiece, 60), (DemoStep.Decide, 20), (DemoStep.Deliver, 3)),
        new(36, 11, DemoCast.Quibou, Lettre, Channel.Courrier, 2, "Bruit|Je signale le bruit d’une chaudière la nuit.", (DemoStep.Qualify, 48), (DemoStep.Take, 24)),
        new(44, 10, DemoCast.SaintLo, Rue, Channel.Web, 3, "eclairage|La lumière du terrain de jeux reste allumée la nuit.|Allée du Modèle", (DemoStep.Qualify, 6), (DemoStep.Take, 24), (DemoStep.Paper, 95), (DemoStep.Decide, 1), (DemoStep.Deliver, 2)),
        new(52, 15, DemoCast.SaintLo, Lettre, Channel.Web, 4, "Jardin partagé|Un terrain communal pourrait-il accueillir un jardin partagé ?", (DemoStep.Qualify, 26), (DemoStep.Take, 48), (DemoStep.Message, 24)),
        new(70, 9, DemoCast.Canisy, Acte, Channel.Guichet, 5, "copie", (DemoStep.Qualify, 1), (DemoStep.Decide, 3), (DemoStep.Deliver, 1)),
    ];
}
