namespace Beffroi.Portal.Features.Dossiers;

/// <summary>Where a dossier stands between its arrival and its end.</summary>
public enum Phase
{
    /// <summary>Arrived; nobody has taken charge of it yet.</summary>
    Reception,

    /// <summary>An agent establishes what it is, whose it is and whether it is complete.</summary>
    Qualification,

    /// <summary>The service treats it.</summary>
    Traitement,

    /// <summary>Decided; the answer or the document is to be handed over.</summary>
    Delivrance,

    /// <summary>Ended.</summary>
    Cloture,
}

/// <summary>The way by which a request came.</summary>
public enum Channel
{
    /// <summary>The commune's site.</summary>
    Web,

    /// <summary>The counter.</summary>
    Guichet,

    /// <summary>The phone.</summary>
    Telephone,

    /// <summary>A paper letter.</summary>
    Courrier,

    /// <summary>An e-mail.</summary>
    Courriel,

    /// <summary>A text message.</summary>
    Sms,

    /// <summary>The field: an agent or an elected official saw it.</summary>
    Terrain,
}

/// <summary>How urgent the town hall judges a dossier.</summary>
public enum Priority
{
    /// <summary>The usual.</summary>
    Normale,

    /// <summary>Before the others.</summary>
    Haute,

    /// <summary>At once.</summary>
    Urgente,
}

/// <summary>What was decided.</summary>
public enum Outcome
{
    /// <summary>Granted, or the document is delivered.</summary>
    Favorable,

    /// <summary>Refused; a refusal gives its reasons (CRPA L211-2).</summary>
    Defavorable,

    /// <summary>Answered without a decision being due.</summary>
    Reponse,

    /// <summary>Sent on to the administration that is competent (CRPA L114-2).</summary>
    Transmise,
}
