namespace Beffroi.Portal.Features.Site;

/// <summary>A page that every commune's site has.</summary>
/// <param name="Words">What it is about, for the search.</param>
public sealed record SitePage(string Path, string Title, string Words);

/// <summary>The fixed pages of a commune's site, for its map, its sitemap and its search.</summary>
public static class SitePages
{
    /// <summary>Every one, in the order of the site's map.</summary>
    public static IReadOnlyList<SitePage> All { get; } =
    [
        new("/", "Accueil", "mairie"),
        new("/demarches", "Démarches", "demande formulaire en ligne"),
        new("/suivi", "Suivre une demande", "mes demandes code de suivi avancement dossier"),
        new("/pratique", "Vie pratique : horaires, adresse et services", "horaires ouverture ouvert fermé adresse téléphone courriel plan venir service mairie"),
        new("/contact", "Contacter la mairie", "écrire message courriel téléphone adresse joindre rendez-vous"),
        new("/mentions-legales", "Mentions légales", "éditeur directeur de la publication hébergeur sources"),
        new("/donnees-personnelles", "Données personnelles", "RGPD vie privée droits CNIL délégué protection confidentialité"),
        new("/accessibilite", "Accessibilité", "handicap déclaration RGAA conformité défenseur des droits"),
        new("/plan-du-site", "Plan du site", "toutes les pages"),
    ];
}
