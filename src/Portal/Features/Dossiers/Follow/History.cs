using System.Text.Json;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>One line of what happened, in the usager's words.</summary>
public sealed record HistoryLine(DateTime At, string Icon, string Title, string? By);

/// <summary>Says the log of a dossier in plain words; what agents keep among themselves is not in it.</summary>
internal static class History
{
    /// <summary>The lines, newest first.</summary>
    public static IReadOnlyList<HistoryLine> Of(IEnumerable<DossierEvent> events) =>
        [.. events.OrderByDescending(line => line.Sequence).Select(LineOf).OfType<HistoryLine>()];

    private static HistoryLine? LineOf(DossierEvent line)
    {
        // The name of who treats a request is the usager's to know (CRPA L111-2).
        var by = line.ActorKind is ActorKind.Agent ? line.ActorName : null;
        return line.Kind switch
        {
            EventKinds.Deposee => new(line.At, "send", by is null ? "Demande envoyée" : "Demande enregistrée par la mairie", by),
            EventKinds.CourrielPrepare => Courriel(line),
            EventKinds.Qualifiee => new(line.At, "list-filter", "Demande vérifiée et confiée au service", null),
            EventKinds.PriseEnCharge => new(line.At, "user-check", "Prise en charge", by),
            EventKinds.Attribuee => new(line.At, "user-check", "Confiée à un agent", Text(line.Data, "nom")),
            EventKinds.PieceDemandee => new(line.At, "file-question-mark", "Pièce demandée", by),
            EventKinds.PieceRecue => new(line.At, "paperclip", "Fichier reçu par la mairie", null),
            EventKinds.PiecesApportees => new(line.At, "file-check", "Pièces reçues à la mairie", by),
            EventKinds.AccuseRemis => new(line.At, "mail-check", Text(line.Data, "voie") == "Courrier" ? "Accusé de réception envoyé par courrier" : "Accusé de réception remis", by),
            EventKinds.MessageUsager => new(line.At, "message-square", "Votre message", null),
            EventKinds.MessageAgent => new(line.At, "mail", "Message de la mairie", by),
            EventKinds.Decidee => new(line.At, "scale", "Réponse décidée", by),
            EventKinds.DecisionImplicite => new(line.At, "scale", HorlogeWords.Told(line.Data), null),
            EventKinds.AttestationDemandee => new(line.At, "file-question-mark", "Attestation demandée", null),
            EventKinds.Transmise => new(line.At, "send", $"Demande transmise à {Text(line.Data, "destinataire")}", by),
            EventKinds.RetraitAnnonce => new(line.At, "store", "Réponse à retirer à la mairie", by),
            EventKinds.Delivree => new(line.At, "package-check", "Réponse remise", by),
            EventKinds.Cloturee => new(line.At, "circle-check", "Demande terminée", null),
            EventKinds.MandatDeclare => new(line.At, "users", "Demande faite au nom d’une autre personne", line.ActorName),
            EventKinds.MandatConteste => new(line.At, "triangle-alert", "Mandat contesté, la mairie l’a noté", by),
            EventKinds.CodeChange => new(line.At, "lock", "Nouveau code de suivi, l’ancien n’est plus valable", null),
            EventKinds.SatisfactionDonnee => new(line.At, "message-circle", "Votre avis", null),
            EventKinds.DocumentEtabli when IsTrue(line.Data, "remis") => new(line.At, "file-check", $"Document établi\u00a0: {Text(line.Data, "titre")}", by),
            EventKinds.DocumentAnnule when IsTrue(line.Data, "remis") => new(line.At, "circle-x", $"Document annulé\u00a0: {Text(line.Data, "titre")}", by),
            EventKinds.Jointe => new(line.At, "link", "Demande traitée avec une autre, sur le même sujet", null),
            EventKinds.Separee => new(line.At, "history", "Demande traitée de nouveau à part", null),
            EventKinds.Partagee => new(line.At, "list-filter", "Un sujet de votre demande a maintenant son propre numéro", null),
            EventKinds.IssueDe => new(line.At, "list-filter", "Demande tirée d’une autre de vos demandes", null),
            EventKinds.PartageAnnule => new(line.At, "history", "Demande traitée de nouveau avec celle dont elle venait", null),
            EventKinds.PartageDefait => new(line.At, "history", "Les deux sujets sont de nouveau dans cette demande", null),
            EventKinds.Rattachee => new(line.At, "user", "Demande ajoutée à votre compte", null),
            _ => null,
        };
    }

    private static HistoryLine? Courriel(DossierEvent line) => Text(line.Data, "genre") switch
    {
        "accuse-enregistrement" when Text(line.Data, "pour") is not null => new(line.At, "mail-check", "Reçu envoyé à qui a fait la demande", null),
        "accuse-reception" when Text(line.Data, "pour") is not null => new(line.At, "mail-check", "Accusé de réception envoyé à qui a fait la demande", null),
        "transfert" when Text(line.Data, "pour") is null => new(line.At, "mail-check", "Avis de transmission envoyé à votre adresse", null),
        "mandat-personne" => new(line.At, "mail-check", "Personne concernée prévenue par courriel", null),
        "nouveau-code" => new(line.At, "mail-check", "Nouveau code envoyé à votre adresse", null),
        "retrait" when Text(line.Data, "pour") is null => new(line.At, "mail-check", "Courriel\u00a0: votre réponse vous attend", null),
        "document-pret" when Text(line.Data, "pour") is null => new(line.At, "mail-check", "Courriel\u00a0: un document vous attend", null),
        "accuse-enregistrement" => new(line.At, "mail-check", "Reçu envoyé à votre adresse", null),
        "accuse-reception" => new(line.At, "mail-check", "Accusé de réception envoyé à votre adresse", null),
        _ => null,
    };

    private static bool IsTrue(string json, string name)
    {
        using var data = JsonDocument.Parse(json);
        return data.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;
    }

    private static string? Text(string json, string name)
    {
        using var data = JsonDocument.Parse(json);
        return data.RootElement.ValueKind is JsonValueKind.Object && data.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
