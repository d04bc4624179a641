using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Of whom an opinion is asked.</summary>
public enum ConsultationSide
{
    /// <summary>A colleague or a service of the commune.</summary>
    Mairie,

    /// <summary>A person or a body outside, by a link.</summary>
    Dehors,
}

/// <summary>What an agent types to ask for an opinion; kept as it is when it is refused.</summary>
public sealed class ConsultationForm
{
    /// <summary>The version of the dossier that the form was built on.</summary>
    public int Version { get; set; }

    /// <summary>Inside or outside.</summary>
    public ConsultationSide? Cote { get; set; }

    /// <summary>The colleague or the service, as the choice names them.</summary>
    public string? Pour { get; set; }

    /// <summary>The person or body outside.</summary>
    public string? Nom { get; set; }

    /// <summary>Their address.</summary>
    public string? Courriel { get; set; }

    /// <summary>The question.</summary>
    public string? Question { get; set; }

    /// <summary>The pieces to show; none unless chosen.</summary>
    public List<Guid> Pieces { get; set; } = [];

    /// <summary>The day for which it is awaited.</summary>
    public DateInput AvantLe { get; set; } = new();

    /// <summary>The button: « apercu » or « envoyer ».</summary>
    public string? Geste { get; set; }

    /// <summary>What was read before sending, by its hash.</summary>
    public string? Relu { get; set; }

    /// <summary>What it asks for.</summary>
    /// <exception cref="DossierRuleException">Something cannot be read.</exception>
    public AskConsultationCommand Read(string numero)
    {
        if (Cote is not { } side || !Enum.IsDefined(side))
        {
            throw new DossierFieldException(nameof(Cote), "Choisissez à qui vous demandez un avis.");
        }

        return AvantLe.TryRead("le jour pour lequel vous attendez l’avis", out var due, out var error)
            ? new AskConsultationCommand(numero, Version, side is ConsultationSide.Dehors, Pour, Nom, Courriel, Question, Pieces, due)
            : throw new DossierFieldException(nameof(AvantLe), error + ".");
    }
}

/// <summary>What who is asked types inside the town hall.</summary>
public sealed class OpinionForm
{
    /// <summary>The opinion.</summary>
    public Opinion? Sens { get; set; }

    /// <summary>The text.</summary>
    public string? Texte { get; set; }

    /// <summary>A file that goes with it.</summary>
    public IFormFile? Fichier { get; set; }
}
