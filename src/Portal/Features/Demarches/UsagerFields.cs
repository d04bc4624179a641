namespace Beffroi.Portal.Features.Demarches;

/// <summary>The fields by which every form says who asks (CRPA R112-9-1); the same identifiers in all definitions.</summary>
public static class UsagerFields
{
    /// <summary>The first name.</summary>
    public const string Prenom = "demandeur-prenom";

    /// <summary>The name.</summary>
    public const string Nom = "demandeur-nom";

    /// <summary>The e-mail address.</summary>
    public const string Courriel = "courriel";

    /// <summary>The phone.</summary>
    public const string Telephone = "telephone";

    /// <summary>The postal address.</summary>
    public const string Adresse = "adresse";
}
