using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Dossiers.Detail;

// Templates in the texts that an agent writes.
public sealed partial class DetailModel
{
    /// <summary>The template that was just put into a text, or is about to be.</summary>
    public Insertion? Insertion { get; private set; }

    /// <summary>Puts a template into one of the texts, for who runs no script: nothing is recorded, and nothing typed is lost.</summary>
    public async Task<IActionResult> OnPostModeleAsync(string numero, string? champ, InsertionWay deja, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        if (!Screen.MayWork)
        {
            return Forbid(PortalSession.Scheme);
        }

        ModelState.Clear();
        (Saisie.Service, Saisie.Priorite) = (Screen.Dossier.ServiceId, Screen.Dossier.Priority);
        var modele = Screen.Connaissances.Find(Saisie.Modele);
        var filled = modele is null
            ? null
            : ModeleFields.Fill(modele.Texte, ModeleFields.Of(Screen.Dossier, Screen.Commune.Commune, Screen.Service?.Nom, HttpContext.RequireAgent(), Today));
        Insertion = Saisie.Insert(champ, modele?.Id, filled, deja);
        return Insertion is null ? NotFound() : Page();
    }
}
