namespace Beffroi.Portal.Agents;

/// <summary>What a person is in a commune, or in the syndicate.</summary>
public enum Role
{
    /// <summary>Operator of the syndicate: the console, every commune's settings, no dossier's content.</summary>
    SyndicatOperateur,

    /// <summary>Administrator of a commune, often its <i>secrétaire général de mairie</i>.</summary>
    CommuneAdmin,

    /// <summary>Receptionist: records and qualifies.</summary>
    Accueil,

    /// <summary>Agent of a service: treats and delivers.</summary>
    AgentService,

    /// <summary>Elected official: reads, and reports from the field.</summary>
    Elu,
}
