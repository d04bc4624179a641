using Beffroi.Portal.Delais;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>What a mail says; each kind has its own record and its own template.</summary>
public abstract record CourrielModel
{
    /// <summary>The commune, or the syndicate for accounts, as it signs.</summary>
    public required string Commune { get; init; }

    /// <summary>The full name of whom it is sent to.</summary>
    public required string Destinataire { get; init; }
}

/// <summary>The service in charge and how to reach it (CRPA R112-11-1).</summary>
/// <param name="Nom">Its name.</param>
/// <param name="Courriel">Its e-mail address; it or the postal address is needed.</param>
/// <param name="Adresse">Its postal address.</param>
/// <param name="Telephone">Its phone.</param>
public sealed record ServiceContact(string Nom, string? Courriel, string? Adresse, string? Telephone);

/// <summary>The agent in charge, whom every correspondence names (CRPA L111-2).</summary>
public sealed record AgentSignature(string Prenom, string Nom, string Qualite, string Service);

/// <summary>Where and until when to appeal (CJA R421-5).</summary>
/// <param name="Tribunal">The court, such as « tribunal administratif de Caen ».</param>
/// <param name="DelaiRecours">The time limit in words, such as « deux mois ».</param>
/// <param name="RecoursGracieux">The administrative appeal in a sentence.</param>
/// <param name="RecoursPrealable">The compulsory prior appeal in a sentence, when a text asks for it.</param>
public sealed record VoiesRecours(string Tribunal, string DelaiRecours, string RecoursGracieux, string? RecoursPrealable = null);

/// <summary>A mail about a dossier: its code, number and address of follow-up.</summary>
public abstract record DossierCourriel : CourrielModel
{
    /// <summary>The follow-up code as shown, in two groups.</summary>
    public required string Code { get; init; }

    /// <summary>The number of the dossier.</summary>
    public required string Numero { get; init; }

    /// <summary>The démarche, as the screen names it.</summary>
    public required string Demarche { get; init; }

    /// <summary>The address of the follow-up page, without any secret.</summary>
    public required string AdresseSuivi { get; init; }
}

/// <summary>AE: the request has arrived (CRPA L112-11, R112-11-2).</summary>
public sealed record AccuseEnregistrement : DossierCourriel
{
    /// <summary>When it arrived, UTC.</summary>
    public required DateTime RecuLe { get; init; }
}

/// <summary>AR: what the law makes the town hall say of a request (CRPA R112-11-1).</summary>
public record AccuseReception : DossierCourriel
{
    /// <summary>When it arrived, UTC.</summary>
    public required DateTime RecuLe { get; init; }

    /// <summary>Who treats it.</summary>
    public required ServiceContact Service { get; init; }

    /// <summary>What silence means.</summary>
    public required SilenceEffect Silence { get; init; }

    /// <summary>From when silence has that meaning; null only when it has none.</summary>
    public required DateOnly? DateSilence { get; init; }

    /// <summary>How to appeal; needed when silence refuses.</summary>
    public required VoiesRecours? Recours { get; init; }
}

/// <summary>AR of a request by letter, phone or at the counter (CRPA L112-3, R112-5).</summary>
public sealed record AccuseReceptionPapier : AccuseReception;

/// <summary>What is missing, until when, and what it changes (CRPA R112-11-4, L114-5).</summary>
public sealed record DemandeDePieces : DossierCourriel
{
    /// <summary>The pieces.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }

    /// <summary>The last day to send them.</summary>
    public required DateOnly DateLimite { get; init; }

    /// <summary>What silence means, since the effect on the delay depends on it.</summary>
    public required SilenceEffect Silence { get; init; }

    /// <summary>What the agent adds.</summary>
    public string? Message { get; init; }

    /// <summary>Who asks.</summary>
    public required AgentSignature Agent { get; init; }
}

/// <summary>A message of the service.</summary>
public sealed record MessageService : DossierCourriel
{
    /// <summary>Its text.</summary>
    public required string Message { get; init; }

    /// <summary>Who writes.</summary>
    public required AgentSignature Agent { get; init; }
}

/// <summary>The pieces have come.</summary>
public sealed record PieceRecue : DossierCourriel
{
    /// <summary>When, UTC.</summary>
    public required DateTime RecuLe { get; init; }

    /// <summary>The pieces.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }
}

/// <summary>An agent takes the request in charge.</summary>
public sealed record PriseEnCharge : DossierCourriel
{
    /// <summary>Who.</summary>
    public required AgentSignature Agent { get; init; }
}

/// <summary>The decision, its reasons and how to appeal (CRPA L211-5, CJA R421-5).</summary>
public sealed record Decision : DossierCourriel
{
    /// <summary>The decision in a sentence, such as « Votre demande est refusée. ».</summary>
    public required string Sens { get; init; }

    /// <summary>The reasons of law and fact.</summary>
    public required string Motifs { get; init; }

    /// <summary>The day of the decision.</summary>
    public required DateOnly DecideLe { get; init; }

    /// <summary>Who decided (CRPA L212-1).</summary>
    public required AgentSignature Agent { get; init; }

    /// <summary>How to appeal.</summary>
    public required VoiesRecours Recours { get; init; }
}

/// <summary>The document is ready.</summary>
public sealed record Delivrance : DossierCourriel
{
    /// <summary>The document.</summary>
    public required string Document { get; init; }

    /// <summary>How to get it: on the follow-up page, by post, at the counter with its hours.</summary>
    public required string Remise { get; init; }

    /// <summary>Who delivers.</summary>
    public required AgentSignature Agent { get; init; }
}

/// <summary>The request is closed.</summary>
public sealed record Cloture : DossierCourriel
{
    /// <summary>Why, in a sentence.</summary>
    public required string Motif { get; init; }
}

/// <summary>A mail of an account, with the address that the person must open.</summary>
public abstract record CompteCourriel : CourrielModel
{
    /// <summary>The address to open; it carries a token that serves once, and no personal detail.</summary>
    public required string Lien { get; init; }

    /// <summary>How long it serves, such as « 24 heures ».</summary>
    public required string Validite { get; init; }
}

/// <summary>Confirms the address of a new account.</summary>
public sealed record ConfirmationCompte : CompteCourriel;

/// <summary>Tells the owner of an address that somebody wanted to open a second account with it.</summary>
public sealed record CompteExistant : CompteCourriel;

/// <summary>Lets the person choose a new password.</summary>
public sealed record MotDePasse : CompteCourriel;

/// <summary>Invites an agent.</summary>
public sealed record InvitationAgent : CompteCourriel
{
    /// <summary>The role in words.</summary>
    public required string Role { get; init; }
}

/// <summary>Proves that mails leave.</summary>
public sealed record EssaiCourriel : CourrielModel
{
    /// <summary>When it was asked for, UTC.</summary>
    public required DateTime DemandeLe { get; init; }
}
