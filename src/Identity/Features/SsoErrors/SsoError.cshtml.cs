using Beffroi.Web.Hosting;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.SsoErrors;

/// <summary>Says what went wrong at the issuer, what was kept and how to go on; also for requests of sites that cannot be sent back to them.</summary>
[OnHost(HostKind.Sso), IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class SsoErrorModel : PageModel
{
    [FromRoute(Name = "code")]
    public int Code { get; set; }

    /// <summary>The protocol's own word for the error, for whoever helps; null when the protocol has nothing to do with it.</summary>
    public string? Protocol { get; private set; }

    public string Title { get; private set; } = "";

    public string Words { get; private set; } = "";

    public void OnGet() => Say();

    public void OnPost() => Say();

    private void Say()
    {
        var answer = HttpContext.GetOpenIddictServerResponse();
        Protocol = answer?.Error;
        if (answer?.Error is not null)
        {
            // OpenIddict's words for a return address that is not registered name the parameter; the code is that of any bad request.
            (Title, Words) = answer.ErrorDescription?.Contains("redirect_uri", StringComparison.Ordinal) == true
                ? ("Ce site n’est pas reconnu", "L’adresse qui vous demande de vous connecter n’est pas celle d’une de nos communes. N’y donnez pas votre mot de passe, et prévenez votre mairie si le lien vient d’elle.")
                : ("Cette demande de connexion ne sert plus", "Elle a expiré, a déjà servi, ou son adresse a été modifiée. Revenez sur le site et connectez-vous de nouveau : rien n’est perdu.");
            return;
        }

        (Title, Words) = Code switch
        {
            StatusCodes.Status400BadRequest => ("Ce formulaire n’a pas pu être lu", "La page est restée ouverte trop longtemps, les cookies sont refusés, ou une réponse contient un caractère illisible. Revenez en arrière, rechargez la page et recommencez."),
            StatusCodes.Status403Forbidden => ("Cette page ne vous est pas ouverte", "Connectez-vous avec le compte qui y a droit."),
            StatusCodes.Status404NotFound => ("Cette page n’existe pas", "Vérifiez l’adresse. Si elle vient d’un courriel, copiez le lien en entier."),
            StatusCodes.Status413PayloadTooLarge => ("L’envoi est trop gros", "Raccourcissez ce que vous envoyez, puis recommencez."),
            >= 500 => ("Une panne nous empêche de répondre", "Rien n’a été enregistré. Recommencez dans quelques minutes."),
            _ => ("La demande n’a pas abouti", "Revenez en arrière et recommencez."),
        };
    }
}
