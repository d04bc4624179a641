namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>Tasks in words.</summary>
public static class TacheWords
{
    /// <summary>What is to be done.</summary>
    public static string Of(TacheKind kind) => kind switch
    {
        TacheKind.PrevenirPersonne => "Prévenir la personne",
        TacheKind.EtablirAttestation => "Établir l’attestation",
        TacheKind.PrevenirTransmission => "Prévenir l’usager",
        TacheKind.EcheanceProche => "Échéance proche",
        TacheKind.SousTache => "Sous-tâche",
        _ => "Rappeler l’usager",
    };

    /// <summary>Why.</summary>
    public static string Reason(TacheKind kind) => kind switch
    {
        TacheKind.PrevenirPersonne => "Une autre personne a fait cette demande en son nom, et la mairie n’a pas son adresse électronique\u00a0: dites-le-lui par lettre ou par téléphone.",
        TacheKind.EtablirAttestation => "La demande est acceptée par le silence de la mairie, et l’usager demande l’attestation que la loi lui doit (CRPA, article L. 232-3). Établissez-la depuis le dossier, «\u00a0Documents\u00a0»\u00a0: cette tâche se termine alors d’elle-même.",
        TacheKind.EcheanceProche => "Une date que la loi fixe approche, elle est sur l’horloge du dossier. Cette tâche se termine d’elle-même quand la date est tenue ou change.",
        TacheKind.SousTache => "Un collègue vous le demande pour traiter cette demande.",
        TacheKind.PrevenirTransmission => "Sa demande est transmise à une autre administration, et la mairie n’a pas son adresse électronique\u00a0: dites-le-lui par lettre ou par téléphone. Le texte à lui donner est dans le dossier.",
        _ => "Cette personne n’est pas satisfaite de cette démarche.",
    };

    /// <summary>Its drawing.</summary>
    public static string IconOf(TacheKind kind) => kind switch
    {
        TacheKind.PrevenirPersonne or TacheKind.PrevenirTransmission => "mail",
        TacheKind.EtablirAttestation => "file-check",
        TacheKind.EcheanceProche => "alarm-clock",
        TacheKind.SousTache => "clipboard-list",
        _ => "phone",
    };
}
