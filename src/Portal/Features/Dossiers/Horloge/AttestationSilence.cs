using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>The attestation of an implied acceptance, which the town hall owes to who asks for it (CRPA L232-3): a paper like those of the démarche.</summary>
public static class AttestationSilence
{
    /// <summary>The name of the template; no démarche has one of that name.</summary>
    public const string TemplateId = "attestation-d-acceptation-tacite";

    /// <summary>The template for a dossier that silence accepted.</summary>
    public static DocumentTemplate Of(Dossier dossier, DemarcheDefinition demarche) => new()
    {
        Id = TemplateId,
        Kind = DocumentKind.Attestation,
        Title = "Attestation d’acceptation tacite",
        Body = $$"""
            La mairie {de commune} atteste que la demande suivante est acceptée depuis le {{FrenchDates.Date(dossier.ImpliciteLe!.Value)}}, parce que la mairie n’y a pas répondu dans le délai prévu{{Ground(demarche)}} :

            - demande : {objet} ;
            - faite par : {demandeur} ;
            - reçue par la mairie le : {depot} ;
            - numéro : {numero}.

            Cette attestation est délivrée à la demande de l’intéressé, en application de l’article L. 232-3 du code des relations entre le public et l’administration.

            {auteur}
            """,
    };

    // The ground is the démarche's own text: its braces, if any, are no places.
    private static string Ground(DemarcheDefinition demarche) => demarche.Silence?.Ground is { Length: > 0 } ground
        ? $" ({string.Concat(ground.Where(c => c is not ('{' or '}')))})"
        : "";
}
