using Beffroi.Portal.Delais;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>A mail lacks a mention that the law or good sense asks for; the message lists them in French.</summary>
public sealed class MissingMentionException(string kind, IReadOnlyList<string> missing)
    : Exception($"Le courriel «\u00a0{kind}\u00a0» ne peut pas partir. Il manque\u00a0: {string.Join("\u00a0; ", missing)}.")
{
    /// <summary>The missing mentions, in French.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}

/// <summary>Lists what a mail lacks before it is rendered.</summary>
internal static class Mentions
{
    public static IReadOnlyList<string> MissingIn(CourrielModel model)
    {
        var missing = new List<string>();
        Need(missing, model.Commune, "le nom de la commune");
        switch (model)
        {
            case DossierCourriel dossier:
                Need(missing, dossier.Destinataire, "le nom du destinataire");
                Need(missing, dossier.Code, "le code de suivi");
                Need(missing, dossier.Numero, "le numéro du dossier");
                Need(missing, dossier.Demarche, "la démarche");
                NeedAddress(missing, dossier.AdresseSuivi, "l’adresse de la page de suivi");
                Dossier(missing, dossier);
                break;
            case CompteCourriel compte:
                NeedAddress(missing, compte.Lien, "le lien");
                Need(missing, compte.Validite, "la durée de validité du lien");
                if (compte is InvitationAgent invitation)
                {
                    Need(missing, invitation.Role, "le rôle");
                }

                break;
            case EssaiCourriel essai:
                Need(missing, essai.DemandeLe, "la date de l’essai");
                break;
        }

        return missing;
    }

    private static void Dossier(List<string> missing, DossierCourriel model)
    {
        switch (model)
        {
            case AccuseEnregistrement ae:
                Need(missing, ae.RecuLe, "la date de réception");
                break;
            case AccuseReception ar:
                Receipt(missing, ar);
                break;
            case DemandeDePieces demande:
                Need(missing, demande.Pieces, "la liste des pièces");
                Need(missing, demande.DateLimite, "la date limite d’envoi");
                Agent(missing, demande.Agent);
                break;
            case MessageService message:
                Need(missing, message.Message, "le message");
                Agent(missing, message.Agent);
                break;
            case PieceRecue piece:
                Need(missing, piece.RecuLe, "la date de réception");
                Need(missing, piece.Pieces, "la liste des pièces");
                break;
            case PriseEnCharge prise:
                Agent(missing, prise.Agent);
                break;
            case Decision decision:
                Need(missing, decision.Sens, "la décision");
                Need(missing, decision.Motifs, "les motifs");
                Need(missing, decision.DecideLe, "la date de la décision");
                Agent(missing, decision.Agent);
                Appeal(missing, decision.Recours);
                break;
            case Delivrance delivrance:
                Need(missing, delivrance.Document, "le document");
                Need(missing, delivrance.Remise, "la façon de recevoir le document");
                Agent(missing, delivrance.Agent);
                break;
            case Cloture cloture:
                Need(missing, cloture.Motif, "le motif de la clôture");
                break;
        }
    }

    private static void Receipt(List<string> missing, AccuseReception model)
    {
        Need(missing, model.RecuLe, "la date de réception");
        Need(missing, model.Service?.Nom, "le service chargé du dossier");
        Need(missing, model.Service?.Telephone, "le téléphone du service");
        // Paper receipts give every address (R112-5); electronic ones either of them (R112-11-1).
        if (model is AccuseReceptionPapier)
        {
            Need(missing, model.Service?.Adresse, "l’adresse postale du service");
        }
        else
        {
            Need(missing, model.Service?.Courriel + model.Service?.Adresse, "l’adresse électronique ou postale du service");
        }

        if (model.Silence != SilenceEffect.SansObjet)
        {
            Need(missing, model.DateSilence, "la date à laquelle le silence vaut décision");
        }

        if (model.Silence == SilenceEffect.Rejet)
        {
            Appeal(missing, model.Recours);
        }
    }

    private static void Agent(List<string> missing, AgentSignature? agent)
    {
        Need(missing, agent?.Prenom, "le prénom de l’agent");
        Need(missing, agent?.Nom, "le nom de l’agent");
        Need(missing, agent?.Qualite, "la qualité de l’agent");
        Need(missing, agent?.Service, "le service de l’agent");
    }

    private static void Appeal(List<string> missing, VoiesRecours? recours)
    {
        Need(missing, recours?.Tribunal, "le tribunal compétent");
        Need(missing, recours?.DelaiRecours, "le délai de recours");
        Need(missing, recours?.RecoursGracieux, "le recours gracieux");
    }

    private static void NeedAddress(List<string> missing, string? value, string mention)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            missing.Add(mention);
        }
    }

    private static void Need(List<string> missing, object? value, string mention)
    {
        var empty = value switch
        {
            null => true,
            string text => string.IsNullOrWhiteSpace(text),
            IReadOnlyList<string> list => list.Count == 0 || list.Any(string.IsNullOrWhiteSpace),
            DateTime instant => instant == default,
            DateOnly date => date == default,
            _ => false,
        };
        if (empty)
        {
            missing.Add(mention);
        }
    }
}
