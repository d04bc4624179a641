using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>The words and drawings that the bureau's screens share.</summary>
public static class BureauWords
{
    /// <summary>A channel in words.</summary>
    public static string Of(Channel channel) => channel switch
    {
        Channel.Web => "site de la commune",
        Channel.Guichet => "guichet",
        Channel.Telephone => "téléphone",
        Channel.Courrier => "courrier",
        Channel.Courriel => "courriel",
        Channel.Terrain => "terrain",
        _ => "SMS",
    };

    /// <summary>A channel's drawing.</summary>
    public static string IconOf(Channel channel) => channel switch
    {
        Channel.Web => "globe",
        Channel.Guichet => "store",
        Channel.Telephone => "phone",
        Channel.Courrier => "file-text",
        Channel.Courriel => "mail",
        Channel.Terrain => "map-pin",
        _ => "message-circle",
    };

    /// <summary>A phase in words.</summary>
    public static string Of(Phase phase) => phase switch
    {
        Phase.Reception => "Réception",
        Phase.Qualification => "Qualification",
        Phase.Traitement => "Traitement",
        Phase.Delivrance => "Délivrance",
        _ => "Terminée",
    };

    /// <summary>The kind of the tag that shows where a dossier stands.</summary>
    public static string TagOf(Phase phase, bool waits) => waits ? "attente" : phase.ToString().ToLowerInvariant();

    /// <summary>What the next date is about.</summary>
    public static string OfDate(string? kind) => kind switch
    {
        "accuse-enregistrement" => "accusé d’enregistrement",
        "accuse-reception" or "accuse-reception-papier" => "accusé de réception",
        "pieces" => "pièces demandées",
        "silence" => "effet du silence",
        "opposabilite" => "délais non opposables",
        _ => "",
    };

    /// <summary>A priority in words.</summary>
    public static string Of(Priority priority) => priority switch
    {
        Priority.Haute => "Haute",
        Priority.Urgente => "Urgente",
        _ => "Normale",
    };

    /// <summary>A decision in words.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Favorable => "Acceptée",
        Outcome.Defavorable => "Refusée",
        Outcome.Transmise => "Transmise",
        _ => "Réponse donnée",
    };

    /// <summary>A role in words.</summary>
    public static string Of(Role role) => role switch
    {
        Role.SyndicatOperateur => "Opérateur du syndicat",
        Role.CommuneAdmin => "Administration de la commune",
        Role.Accueil => "Accueil",
        Role.AgentService => "Agent d’un service",
        _ => "Élu (lecture)",
    };

    /// <summary>What a role lets do.</summary>
    public static string HintOf(Role role) => role switch
    {
        Role.SyndicatOperateur => "Tient la console, ne lit aucun dossier.",
        Role.CommuneAdmin => "Fait tout cela, et gère les personnes et la mairie.",
        Role.Accueil => "Enregistre et qualifie les demandes.",
        Role.AgentService => "Traite, décide et remet.",
        _ => "Lit les demandes, et signale depuis le terrain.",
    };

    /// <summary>A French number as it is read, « 06 39 98 00 14 »; another one as it is kept.</summary>
    public static string Phone(string phone) => phone.Length == 12 && phone.StartsWith("+33", StringComparison.Ordinal)
        ? string.Join(French.NoBreak, ("0" + phone[3..]).Chunk(2).Select(pair => new string(pair)))
        : phone;

    /// <summary>The mentions of a mail in words, « le téléphone de la mairie ».</summary>
    public static string OfMentions(IEnumerable<string> mentions) => French.List(mentions.Select(mention => mention switch
    {
        "telephone" => "le téléphone de la mairie",
        "contact" => "l’adresse de la mairie",
        "service" => "le service qui traite la demande",
        "silence" => "l’effet du silence",
        "recours" => "les voies de recours",
        "agent" => "le nom et la qualité de l’agent",
        "usager" => "le nom de l’usager",
        "objet" => "l’objet de la demande",
        _ => mention,
    }));

    /// <summary>The kind of a mail in words.</summary>
    public static string OfCourriel(string kind) => kind switch
    {
        "accuse-enregistrement" => "Accusé d’enregistrement",
        "accuse-reception" or "accuse-reception-papier" => "Accusé de réception",
        "demande-de-pieces" => "Demande de pièces",
        "piece-recue" => "Pièces bien reçues",
        "mandat-personne" => "Demande faite en votre nom",
        "nouveau-code" => "Nouveau code de suivi",
        "document-pret" => "Document prêt",
        "retrait" => "À retirer à la mairie",
        "message" => "Message",
        "decision" => "Décision",
        "delivrance" => "Délivrance",
        "rapport-mensuel" => "Rapport du mois",
        "transfert" => "Demande transmise",
        "avis-demande" => "Demande d’avis",
        "avis-rappel" => "Rappel de la demande d’avis",
        "avis-rendu" => "Avis donné",
        _ => kind,
    };
}
