namespace Beffroi.Portal.Features.Dossiers.Log;

/// <summary>What the log of a dossier may say; the codes are stored and never renamed.</summary>
public static class EventKinds
{
    /// <summary>The request arrived.</summary>
    public const string Deposee = "deposee";

    /// <summary>It had been typed while the network was cut; the data say when, by the clock of the device, and whether that counts.</summary>
    public const string SaisieHorsLigne = "saisie-hors-ligne";

    /// <summary>A mail was prepared; the data name its kind.</summary>
    public const string CourrielPrepare = "courriel-prepare";

    /// <summary>The acknowledgement could not be written: a mention that the law asks for is missing; the data say which.</summary>
    public const string AccuseRetenu = "accuse-retenu";

    /// <summary>The acknowledgement was given on paper; the data say how and on which day.</summary>
    public const string AccuseRemis = "accuse-remis";

    /// <summary>The qualification is done: service, priority, completeness.</summary>
    public const string Qualifiee = "qualifiee";

    /// <summary>An agent took charge.</summary>
    public const string PriseEnCharge = "prise-en-charge";

    /// <summary>The dossier was given to an agent.</summary>
    public const string Attribuee = "attribuee";

    /// <summary>The dossier is in nobody's charge any more.</summary>
    public const string AttributionRetiree = "attribution-retiree";

    /// <summary>The priority changed.</summary>
    public const string PrioriteChangee = "priorite-changee";

    /// <summary>The dossier went to another service.</summary>
    public const string ServiceChange = "service-change";

    /// <summary>Pieces were asked of the usager.</summary>
    public const string PieceDemandee = "piece-demandee";

    /// <summary>A piece came.</summary>
    public const string PieceRecue = "piece-recue";

    /// <summary>Pieces that were asked for were brought to the town hall: files, or seen by an agent.</summary>
    public const string PiecesApportees = "pieces-apportees";

    /// <summary>The usager wrote.</summary>
    public const string MessageUsager = "message-usager";

    /// <summary>The town hall wrote to the usager.</summary>
    public const string MessageAgent = "message-agent";

    /// <summary>An internal note was added.</summary>
    public const string NoteInterne = "note-interne";

    /// <summary>A decision was taken, with its reasons.</summary>
    public const string Decidee = "decidee";

    /// <summary>The silence of the town hall became a decision; the data say which and the day on which it was born.</summary>
    public const string DecisionImplicite = "decision-implicite";

    /// <summary>The usager asked for the attestation of the implied acceptance.</summary>
    public const string AttestationDemandee = "attestation-demandee";

    /// <summary>The request was sent on to the administration that is competent; the data name the transfer.</summary>
    public const string Transmise = "transmise";

    /// <summary>The answer or the document was handed over.</summary>
    public const string Delivree = "delivree";

    /// <summary>The usager was told that the answer waits at the town hall.</summary>
    public const string RetraitAnnonce = "retrait-annonce";

    /// <summary>The dossier ended.</summary>
    public const string Cloturee = "cloturee";

    /// <summary>The dossier was joined to an account.</summary>
    public const string Rattachee = "rattachee";

    /// <summary>An agent said whose request it is; the data name the record of the person.</summary>
    public const string PersonneReconnue = "personne-reconnue";

    /// <summary>The request was made for the usager under a mandate; the data name its quality and day, and its SHA-256.</summary>
    public const string MandatDeclare = "mandat-declare";

    /// <summary>An agent noted that the usager contests the mandate.</summary>
    public const string MandatConteste = "mandat-conteste";

    /// <summary>The dossier has another follow-up code; the data say whether it went by mail and whether an account lost the dossier, never the code.</summary>
    public const string CodeChange = "code-change";

    /// <summary>The usager said how satisfied they are.</summary>
    public const string SatisfactionDonnee = "satisfaction-donnee";

    /// <summary>The commune's own target stands still; the data say why.</summary>
    public const string ObjectifSuspendu = "objectif-suspendu";

    /// <summary>The commune's own target runs again.</summary>
    public const string ObjectifRepris = "objectif-repris";

    /// <summary>A task was opened for the service.</summary>
    public const string TacheOuverte = "tache-ouverte";

    /// <summary>A task was done.</summary>
    public const string TacheFaite = "tache-faite";

    /// <summary>A task that was done is to be done again.</summary>
    public const string TacheRouverte = "tache-rouverte";

    /// <summary>An opinion was asked for; the data name it, the pieces that are shown and the hash of the question.</summary>
    public const string AvisDemande = "avis-demande";

    /// <summary>An opinion was given; the data name it and the message that holds it.</summary>
    public const string AvisRendu = "avis-rendu";

    /// <summary>An opinion is no longer awaited.</summary>
    public const string AvisAbandonne = "avis-abandonne";

    /// <summary>An agent handed the dossier up, with the reason; the data name the one who gets it.</summary>
    public const string Remontee = "remontee";

    /// <summary>The one to whom the dossier was handed up answered, and it went back.</summary>
    public const string Redescendue = "redescendue";

    /// <summary>An agent went and saw; the data name the note and the photographs.</summary>
    public const string Visite = "visite";

    /// <summary>A paper was established; the data name it, its template, its kind and the hash of its file.</summary>
    public const string DocumentEtabli = "document-etabli";

    /// <summary>A paper was annulled; the data name it and the hash of the reason.</summary>
    public const string DocumentAnnule = "document-annule";

    /// <summary>The data were exported for their person (RGPD, article 15); the line of a draft names the draft.</summary>
    public const string DonneesExportees = "donnees-exportees";

    /// <summary>The dossier is treated with another one; the data name its number.</summary>
    public const string Jointe = "jointe";

    /// <summary>Another dossier is treated with this one; the data name its number.</summary>
    public const string Regroupee = "regroupee";

    /// <summary>The dossier is treated on its own again; the data name the number of the other.</summary>
    public const string Separee = "separee";

    /// <summary>Another dossier is not treated with this one any more; the data name its number.</summary>
    public const string RegroupementDefait = "regroupement-defait";

    /// <summary>Another dossier was made of a part of this one; the data name its number and the files that it has too.</summary>
    public const string Partagee = "partagee";

    /// <summary>The dossier was made of a part of another one; the data name its number.</summary>
    public const string IssueDe = "issue-de";

    /// <summary>The dossier that another one was split into ended without decision: the split is taken back; the data name the number of the other.</summary>
    public const string PartageAnnule = "partage-annule";

    /// <summary>The split of this dossier is taken back; the data name the number of the one that ended.</summary>
    public const string PartageDefait = "partage-defait";

    /// <summary>An agent noted time that was spent on the dossier; the data name the note, its day and its minutes.</summary>
    public const string TempsNote = "temps-note";

    /// <summary>A note of time was taken out; the data name it.</summary>
    public const string TempsRetire = "temps-retire";
}
