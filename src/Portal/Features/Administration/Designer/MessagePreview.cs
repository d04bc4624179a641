using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>One message as the usager reads it.</summary>
/// <param name="Step">When it leaves.</param>
/// <param name="Courriel">The whole mail.</param>
/// <param name="Sms">The SMS; null when the démarche has none.</param>
public sealed record MessageSample(string Step, RenderedCourriel Courriel, string? Sms);

/// <summary>Writes the mails of a démarche about an invented request, with the very templates that send them.</summary>
public sealed class MessagePreview(CourrielTemplates templates, CommuneDirectory directory)
{
    /// <summary>The state at each phase, in the usager's words.</summary>
    public static IReadOnlyList<(string Phase, string Words)> StatesOf(DesignerDraft draft, DemarcheDefinition demarche)
    {
        string Say(string words) => draft.Context.Fill(words);
        var words = demarche.Statuses;
        return [("Réception", Say(words.Reception)), ("Qualification", Say(words.Qualification)), ("Traitement", Say(words.Traitement)), ("Délivrance", Say(words.Delivrance)), ("Terminée", Say(words.Cloture))];
    }

    /// <summary>The messages of each step.</summary>
    public IReadOnlyList<MessageSample> Of(DesignerDraft draft, DemarcheDefinition demarche)
    {
        var messages = demarche.Messages;
        return
        [
            Sample("La demande est arrivée", "accuse-enregistrement", messages?.Recu),
            Sample("La demande est acceptée", "decision", messages?.Accepte, ("issue", "elle est acceptée")),
            Sample("La demande est refusée", "decision", messages?.Refuse, ("issue", "elle est refusée")),
            Sample("La réponse est prête", "delivrance", messages?.Remis),
        ];

        MessageSample Sample(string step, string kind, MessageText? text, params ReadOnlySpan<(string Name, string Value)> more)
        {
            var values = ValuesOf(draft, demarche);
            values["precision"] = text?.Courriel is { } precision ? draft.Context.Fill(precision) : null;
            foreach (var (name, value) in more)
            {
                values[name] = value;
            }

            return new(step, templates.Render(kind, values), text?.Sms is { } sms ? draft.Context.Fill(sms) : null);
        }
    }

    private Dictionary<string, string?> ValuesOf(DesignerDraft draft, DemarcheDefinition demarche)
    {
        var commune = draft.Owner.Commune;
        return new(StringComparer.Ordinal)
        {
            ["usager"] = "Camille Modèle",
            ["objet"] = draft.Context.Fill(demarche.Objet),
            ["date_reception"] = FrenchDates.LongDate(draft.Today),
            ["numero"] = DesignerSample.Numero(draft),
            ["code"] = "ABCD EFGH JKLM",
            ["suivi"] = commune is null ? "le site de la commune" : directory.UrlOf(commune, "/suivi"),
            ["commune"] = draft.Owner.Nom,
            ["de_commune"] = draft.Context.Fill("{de commune}"),
            ["contact"] = commune?.Telephone is { } telephone ? $"Téléphone\u00a0: {telephone}" : "Adresse et téléphone de la mairie",
            ["agent"] = "Dominique Exemple, secrétaire de mairie",
            ["etapes"] = string.Join('\n', demarche.Next.Select((step, i) => $"{i + 1}. {draft.Context.Fill(step)}")),
            ["motif"] = "Ici, les motifs que l’agent écrit.",
            ["recours"] = DossierCourriels.RecoursOf(demarche),
            ["texte"] = "Ici, la réponse que l’agent écrit.",
            ["remise"] = "La réponse est disponible sur la page de suivi de votre demande.",
            ["avis"] = "- Ici, un lien par réponse possible",
        };
    }
}
