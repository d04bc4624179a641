namespace Beffroi.Portal.Features.Connaissances;

/// <summary>The words of templates and notes.</summary>
public static class ConnaissanceWords
{
    /// <summary>« Modèle de réponse », « Consigne ».</summary>
    public static string Of(ConnaissanceGenre genre) => genre == ConnaissanceGenre.Modele ? "Modèle de réponse" : "Consigne";

    /// <summary>What was just done, in words.</summary>
    public static string? Done(string? fait) => fait switch
    {
        "enregistrer" => "Texte enregistré",
        "retirer" => "Texte retiré",
        _ => null,
    };
}
