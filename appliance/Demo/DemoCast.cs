using Beffroi.Portal.Agents;

namespace Beffroi.Appliance.Demo;

/// <summary>A person of the demonstration; every name is made up.</summary>
internal sealed record DemoPerson(string Courriel, string Nom, string? Qualite, Role? Role, string[] Communes, string? Service = null);

/// <summary>Who lives in the demonstration world, and where.</summary>
internal static class DemoCast
{
    /// <summary>The one password of all demonstration accounts.</summary>
    public const string Password = "beffroi-demonstration";

    public const string SaintLo = "50502";
    public const string Canisy = "50095";
    public const string Dangy = "50159";
    public const string Quibou = "50420";

    public static readonly string[] Communes = [SaintLo, Canisy, Dangy, Quibou];

    public static readonly DemoPerson Secretaire =
        new("secretaire@exemple.fr", "Dominique Exemple", "secrétaire générale de mairie", Role.CommuneAdmin, [Canisy, Dangy, Quibou]);

    public static readonly DemoPerson Accueil =
        new("accueil@exemple.fr", "Charlie Essai", "agent d’accueil", Role.Accueil, [SaintLo]);

    public static readonly DemoPerson EtatCivil =
        new("etat-civil@exemple.fr", "Maxime Spécimen", "officier d’état civil délégué", Role.AgentService, [SaintLo], "etat-civil");

    public static readonly DemoPerson Technique =
        new("technique@exemple.fr", "Lou Échantillon", "responsable des services techniques", Role.AgentService, [SaintLo], "technique");

    public static readonly DemoPerson Admin =
        new("mairie@exemple.fr", "Andréa Modèle", "directrice générale des services", Role.CommuneAdmin, [SaintLo]);

    public static readonly DemoPerson Elue =
        new("elue@exemple.fr", "Sacha Témoin", "adjointe au maire", Role.Elu, [SaintLo, Canisy]);

    public static readonly DemoPerson Operateur =
        new("operateur@exemple.fr", "Morgan Pilote", "syndicat", Role.SyndicatOperateur, []);

    public static readonly DemoPerson Usager =
        new("camille.modele@exemple.fr", "Camille Modèle", null, null, []);

    public static readonly DemoPerson[] All = [Operateur, Admin, Accueil, EtatCivil, Technique, Secretaire, Elue, Usager];

    /// <summary>Usagers of the dossiers: first name, name, birth day.</summary>
    public static readonly (string Prenom, string Nom, string Naissance)[] Usagers =
    [
        ("Camille", "Modèle", "14/3/1985"), ("Claude", "Fictif", "2/11/1972"), ("Alix", "Témoin", "30/6/1991"), ("Sacha", "Prénom", "8/1/1999"),
        ("Lou", "Specimen", "21/9/1968"), ("Maxence", "Exemplaire", "17/4/1980"), ("Andrea", "Figurant", "5/12/1958"), ("Charlie", "Modèle", "26/7/1994"),
        ("Eden", "Fictive", "11/2/2001"), ("Morgan", "Essai", "19/10/1977"), ("Noa", "Illustration", "3/5/1988"), ("Swann", "Esquisse", "28/8/1963"),
    ];
}
