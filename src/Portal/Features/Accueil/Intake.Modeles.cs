using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Accueil;

// Templates in the answer that is given on the spot.
public sealed partial class IntakeModel
{
    /// <summary>The template to insert into the answer.</summary>
    [BindProperty]
    public Guid? Modele { get; set; }

    /// <summary>The templates that were inserted into the answer.</summary>
    [BindProperty]
    public List<Guid> Modeles { get; set; } = [];

    /// <summary>The templates and notes for the démarche.</summary>
    public ConnaissanceOffer? Connaissances { get; private set; }

    /// <summary>The template that was just put into the answer, or is about to be.</summary>
    public Insertion? Insertion { get; private set; }

    /// <summary>The choice of a template above the answer.</summary>
    public ModeleChoice Choice => new(Connaissances!, nameof(Reponse), "/accueil", "/accueil/modeles/")
    {
        Query = $"?commune={Chosen.Commune.Insee}&demarche={Definition!.Code}" + (Personne is { } who ? "&personne=" + who : ""),
        Chosen = Modele,
        Inserted = Modeles,
        Insertion = Insertion,
        Default = ("geste", "enregistrer"),
    };

    // For who runs no script: nothing is filed.
    private void Insert(InsertionWay way)
    {
        ModelState.Clear();
        var modele = Connaissances!.Find(Modele);
        Insertion = Insertion.Of(nameof(Reponse), Reponse, modele is null ? null : CounterModele.Fill(modele, Chosen.Commune, Who, HttpContext.RequireAgent(), connaissances.Today), way);
        if (!Insertion.Asks && modele is not null)
        {
            Reponse = Insertion.Text;
            Modeles = [.. Modeles.Append(modele.Id).Distinct()];
            Modele = null;
        }
    }
}
