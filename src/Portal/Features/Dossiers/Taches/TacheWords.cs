namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>Tasks in words.</summary>
public static class TacheWords
{
    /// <summary>What is to be done.</summary>
    public static string Of(TacheKind kind) => kind switch
    {
        TacheKind.PrevenirPersonne => "Prévenir la personne",
        _ => "Rappeler l’usager",
    };

    /// <summary>Why.</summary>
    public static string Reason(TacheKind kind) => kind switch
    {
        TacheKind.PrevenirPersonne => "Une autre personne a fait cette demande en son nom, et la mairie n’a pas son adresse électronique\u00a0: dites-le-lui par lettre ou par téléphone.",
        _ => "Cette personne n’est pas satisfaite de cette démarche.",
    };

    /// <summary>Its drawing.</summary>
    public static string IconOf(TacheKind kind) => kind is TacheKind.PrevenirPersonne ? "mail" : "phone";
}
