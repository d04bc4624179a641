using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.Ready;

/// <summary>Says that what a mail led to is done, and where to go on.</summary>
[OnHost(HostKind.Sso)]
public sealed class ReadyModel : PageModel
{
    [FromRoute(Name = "quoi")]
    public string Quoi { get; set; } = "";

    public string Title => Quoi switch
    {
        "adresse" => "Votre adresse est confirmée",
        "mot-de-passe" => "Votre mot de passe est changé",
        _ => "Votre accès est ouvert",
    };

    public string Words => Quoi switch
    {
        "adresse" => "Connectez-vous avec le mot de passe que vous avez choisi.",
        "mot-de-passe" => "Vous êtes connecté sur cet appareil. Les autres sessions sont fermées.",
        _ => "Vous êtes connecté sur cet appareil.",
    };

    public string Button => Quoi == "adresse" ? "Se connecter" : "Continuer";
}
