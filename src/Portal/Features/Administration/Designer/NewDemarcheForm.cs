namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>The start of a démarche as it is typed.</summary>
public sealed class NewDemarcheForm
{
    public string? Titre { get; set; }

    public string? Presentation { get; set; }

    public string? Service { get; set; }

    public string? Famille { get; set; }

    /// <summary>The code of the démarche that is copied.</summary>
    public string? Modele { get; set; }

    /// <summary>The code of the démarche whose next version begins.</summary>
    public string? Suivie { get; set; }
}
