using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>How a mail of the thread stands.</summary>
internal sealed record ThreadCourriel(Guid Id, CourrielState State);

/// <summary>The rows that the lines of a log point to.</summary>
internal sealed record ThreadRows(
    List<DossierMessage> Messages, List<Piece> Pieces, List<PieceRequest> Requests, List<ThreadCourriel> Courriels, List<Service> Services, List<Tache> Taches, List<Consultation> Consultations);

/// <summary>Makes one thread of the log, the messages and the files.</summary>
internal sealed class DossierThread(ThreadRows rows)
{
    public static IReadOnlyList<ThreadEntry> Of(List<DossierEvent> events, ThreadRows rows)
    {
        var thread = new DossierThread(rows);
        return [.. Enumerable.Reverse(events).Select(thread.EntryOf).OfType<ThreadEntry>()];
    }

    private ThreadEntry? EntryOf(DossierEvent line)
    {
        using var document = JsonDocument.Parse(line.Data);
        var data = document.RootElement;
        var message = Id(data, "message") is { } id ? rows.Messages.Find(row => row.Id == id) : null;
        var files = message is null ? [] : rows.Pieces.FindAll(piece => piece.MessageId == message.Id);
        return line.Kind switch
        {
            EventKinds.Deposee => Entry(line, "inbox", "a déposé la demande (" + ChannelOf(data) + ")"),
            EventKinds.Qualifiee => Entry(line, "list-filter", $"a qualifié la demande{ServiceOf(data)}{PriorityOf(data)}"),
            EventKinds.PriseEnCharge => Entry(line, "user-check", "a pris la demande en charge"),
            EventKinds.Attribuee => Entry(line, "user-plus", "a confié la demande à " + (Text(data, "nom") ?? "un collègue") + (Text(data, "pour") is { } absent ? $", qui remplace {absent}" : "")),
            EventKinds.AttributionRetiree => Entry(line, "user", "a retiré la demande à l’agent qui en était chargé"),
            EventKinds.PrioriteChangee => Entry(line, "list-filter", "a changé la priorité" + (Enum.TryParse<Priority>(Text(data, "priorite"), out var priority) ? "\u00a0: " + BureauWords.Of(priority).ToLowerInvariant() : "")),
            EventKinds.ServiceChange => Entry(line, "building-2", "a changé le service" + (ServiceOf(data) is { Length: > 0 } service ? "\u00a0:" + service.Replace(" pour le service", "", StringComparison.Ordinal) : "\u00a0: aucun")),
            EventKinds.PieceDemandee => Entry(line, "file-question-mark", $"a demandé des pièces{DeadlineOf(data)}") with { Body = AskedOf(data) },
            EventKinds.PieceRecue => PieceOf(line, data),
            EventKinds.PiecesApportees => BroughtOf(line, data, message),
            EventKinds.AccuseRemis => Entry(line, "mail-check", (Text(data, "voie") == "Courrier" ? "a envoyé l’accusé de réception par courrier" : "a remis l’accusé de réception en main propre") + DayOf(data)) with { Body = message?.Body },
            EventKinds.MessageUsager => Message(line, "message-square", message, files, isInternal: false),
            EventKinds.MessageAgent => Message(line, "send", message, files, isInternal: false),
            EventKinds.NoteInterne => Message(line, "lock", message, files, isInternal: true),
            EventKinds.Decidee => Entry(line, "scale", "a décidé : " + OutcomeOf(data)),
            EventKinds.DecisionImplicite => Entry(line, "scale", HorlogeWords.Logged(data)) with { Who = "" },
            EventKinds.AttestationDemandee => Entry(line, "file-question-mark", "a demandé l’attestation d’acceptation"),
            EventKinds.Transmise => Entry(line, "send", $"a transmis la demande à {Text(data, "destinataire")}{DayOf(data)}") with { Body = message?.Body },
            EventKinds.Delivree => DeliveryOf(line, data, message, files),
            EventKinds.RetraitAnnonce => Entry(line, "store", "a prévenu l’usager que la réponse l’attend à l’accueil") with { Body = message?.Body },
            EventKinds.Cloturee => Entry(line, "archive", "Demande terminée") with { Who = "" },
            EventKinds.CourrielPrepare => CourrielOf(line, data),
            EventKinds.AccuseRetenu => Entry(line, "circle-alert", $"Accusé de réception retenu\u00a0: il manque {BureauWords.OfMentions(ListOf(data, "manque"))}") with { Who = "" },
            EventKinds.DocumentEtabli => Entry(line, "file-check", $"a établi «\u00a0{Text(data, "titre")}\u00a0»") with { Pieces = Id(data, "piece") is { } file ? rows.Pieces.FindAll(piece => piece.Id == file && piece.MessageId is null) : [] },
            EventKinds.DocumentAnnule => Entry(line, "circle-x", $"a annulé «\u00a0{Text(data, "titre")}\u00a0»"),
            EventKinds.DonneesExportees => Entry(line, "download", "a exporté les données pour la personne") with { Body = message?.Body },
            EventKinds.MandatDeclare => Entry(line, "users", $"a déclaré agir pour l’usager (mandat{DayOf(data).Replace(" le ", " du ", StringComparison.Ordinal)})"),
            EventKinds.MandatConteste => Entry(line, "triangle-alert", "a noté que l’usager conteste le mandat") with { Body = message?.Body, Internal = true },
            EventKinds.CodeChange => Entry(line, "lock", "Nouveau code de suivi, l’ancien n’ouvre plus la demande" + (Text(data, "compte") is null ? "" : "\u00a0; elle n’est plus dans le compte qui la suivait")) with { Who = "" },
            EventKinds.SatisfactionDonnee => Entry(line, "message-circle", "a donné son avis" + AvisOf(data)),
            EventKinds.TacheOuverte => Text(data, "nom") is { } given
                ? Entry(line, "clipboard-list", $"a demandé à {given}{DeadlineOf(data).Replace("à fournir avant", "à faire pour", StringComparison.Ordinal)}") with { Body = rows.Taches.Find(row => row.Id == Id(data, "tache"))?.Texte, Internal = true }
                : Entry(line, "clipboard-list", "Tâche ouverte" + TacheOf(data)) with { Who = "" },
            EventKinds.TacheRouverte => Entry(line, "clipboard-list", "a remis à faire la tâche" + TacheOf(data)),
            EventKinds.AvisDemande or EventKinds.AvisRendu or EventKinds.AvisAbandonne => OpinionOf(line, data, message, files),
            EventKinds.Remontee => Entry(line, "user-plus", "a remonté la demande à " + Text(data, "nom")) with { Body = message?.Body, Internal = true },
            EventKinds.Redescendue => Entry(line, "user-check", Text(data, "nom") is { } back ? $"a répondu et rendu la demande à {back}" : "a répondu, et garde la demande") with { Body = message?.Body, Internal = true },
            EventKinds.Visite => Entry(line, "camera", "est allé voir sur place") with { Body = message?.Body, Internal = true, Pieces = files },
            EventKinds.ObjectifSuspendu => Entry(line, "pause", "a suspendu l’objectif" + (Enum.TryParse<PauseReason>(Text(data, "motif"), out var reason) ? "\u00a0: " + ObjectifWords.Of(reason) : "")),
            EventKinds.ObjectifRepris => Entry(line, "clock", "a fait reprendre l’objectif"),
            EventKinds.TacheFaite => Entry(line, "check", "a fait la tâche" + TacheOf(data)) with { Body = rows.Taches.Find(row => row.Id == Id(data, "tache"))?.Note, Internal = true },
            EventKinds.PersonneReconnue => Entry(line, "id-card", "a rattaché la demande à la fiche de la personne"),
            EventKinds.SaisieHorsLigne => Entry(line, "smartphone", HorsLigneOf(data)),
            EventKinds.Rattachee => Entry(line, "link", "a rattaché la demande à son compte"),
            _ => LinkedOf(line, data) ?? Entry(line, "history", line.Kind),
        };
    }

    private static ThreadEntry? LinkedOf(DossierEvent line, JsonElement data)
    {
        var other = Text(data, "autre") is { } number ? number[(number.IndexOf('-', StringComparison.Ordinal) + 1)..] : "";
        return line.Kind switch
        {
            EventKinds.Jointe => Entry(line, "link", "a joint la demande à la demande " + other),
            EventKinds.Regroupee => Entry(line, "link", $"a joint la demande {other} à celle-ci"),
            EventKinds.Separee => Entry(line, "history", "a séparé la demande de la demande " + other),
            EventKinds.RegroupementDefait => Entry(line, "history", $"a séparé la demande {other} de celle-ci"),
            EventKinds.Partagee => Entry(line, "list-filter", $"a partagé la demande\u00a0: l’autre sujet est dans la demande {other}"),
            EventKinds.IssueDe => Entry(line, "list-filter", "a fait cette demande d’une partie de la demande " + other),
            EventKinds.PartageAnnule or EventKinds.PartageDefait => Entry(line, "history", "a annulé le partage avec la demande " + other),
            EventKinds.TempsNote => Entry(line, "clock", $"a noté {Number(data, "minutes")}\u00a0min{DayOf(data)}") with { Internal = true },
            EventKinds.TempsRetire => Entry(line, "clock", "a retiré du temps noté") with { Internal = true },
            _ => null,
        };
    }

    private static int Number(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;

    private static ThreadEntry Entry(DossierEvent line, string icon, string what) => new(line.At, icon, line.ActorName, what, null, false, []);

    private static ThreadEntry Message(DossierEvent line, string icon, DossierMessage? message, List<Piece> files, bool isInternal) =>
        new(line.At, icon, line.ActorName, isInternal ? "note interne" : null, message?.Body ?? "Ce texte n’est plus conservé.", isInternal, files);

    // Files that came with words are shown under the words.
    private ThreadEntry? PieceOf(DossierEvent line, JsonElement data)
    {
        var piece = Id(data, "piece") is { } id ? rows.Pieces.Find(row => row.Id == id) : null;
        return piece?.MessageId is null
            ? Entry(line, "paperclip", "a envoyé une pièce") with { Pieces = piece is null ? [] : [piece] }
            : null;
    }

    private ThreadEntry OpinionOf(DossierEvent line, JsonElement data, DossierMessage? message, List<Piece> files)
    {
        var asked = rows.Consultations.Find(row => row.Id == Id(data, "avis"));
        var whom = asked?.Nom ?? "quelqu’un";
        return line.Kind switch
        {
            EventKinds.AvisDemande => Entry(line, "message-circle", $"a demandé l’avis de {whom}{DeadlineOf(data).Replace("à fournir", "attendu", StringComparison.Ordinal)}") with { Body = asked?.Question, Internal = true },
            EventKinds.AvisRendu => Entry(line, "message-circle", $"a donné l’avis demandé à {whom}") with { Body = message?.Body, Internal = true, Pieces = files },
            _ => Entry(line, "circle-x", $"L’avis de {whom} n’est plus attendu") with { Who = "" },
        };
    }

    private ThreadEntry DeliveryOf(DossierEvent line, JsonElement data, DossierMessage? message, List<Piece> files)
    {
        var note = Id(data, "remise") is { } id ? rows.Messages.Find(row => row.Id == id) : null;
        var body = note is null ? message?.Body : $"{message?.Body}\n\n{note.Body}";
        return Entry(line, "package-check", "a remis la réponse") with { Body = body, Pieces = note is null ? files : [.. files, .. rows.Pieces.FindAll(piece => piece.MessageId == note.Id)] };
    }

    private ThreadEntry BroughtOf(DossierEvent line, JsonElement data, DossierMessage? note)
    {
        var brought = ListOf(data, "pieces");
        var files = rows.Pieces.FindAll(piece => brought.Contains(piece.Id.ToString()));
        return Entry(line, "file-check", (brought.Length == 0 ? "a vu au guichet les pièces demandées" : "a enregistré les pièces apportées à la mairie") + DayOf(data)) with { Body = note?.Body, Pieces = files };
    }

    private ThreadEntry CourrielOf(DossierEvent line, JsonElement data)
    {
        var state = Id(data, "courriel") is { } id ? rows.Courriels.Find(row => row.Id == id)?.State : null;
        var words = state switch
        {
            CourrielState.Envoye => "envoyé",
            CourrielState.Echec => "n’a pas pu partir, le syndicat est prévenu",
            CourrielState.Incertain => "peut-être parti, le syndicat vérifie",
            _ => "prêt à partir",
        };
        return Entry(line, state == CourrielState.Envoye ? "mail-check" : "mail",
            $"{BureauWords.OfCourriel(Text(data, "genre") ?? "")}\u00a0: courriel {words}{(Text(data, "pour") is null ? "" : ", à qui a fait la demande")}") with
        { Who = "" };
    }

    private string ServiceOf(JsonElement data) =>
        rows.Services.Find(service => service.Code == Text(data, "service")) is { } service ? " pour le service " + service.Nom : "";

    private static string PriorityOf(JsonElement data) =>
        Enum.TryParse<Priority>(Text(data, "priorite"), out var priority) && priority != Priority.Normale
            ? ", priorité " + BureauWords.Of(priority).ToLowerInvariant()
            : "";

    private static string ChannelOf(JsonElement data) =>
        Enum.TryParse<Channel>(Text(data, "canal"), out var channel) ? BureauWords.Of(channel) : "canal inconnu";

    private static string HorsLigneOf(JsonElement data) =>
        "l’avait saisie hors ligne" + (DateTime.TryParse(Text(data, "appareil"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var typed)
            ? $" le {FrenchDates.LongDateTime(typed)}" + (data.TryGetProperty("retenue", out var kept) && kept.ValueKind is JsonValueKind.False ? ", heure de l’appareil qui n’a pas été retenue" : "")
            : "");

    private static string OutcomeOf(JsonElement data) =>
        Enum.TryParse<Outcome>(Text(data, "issue"), out var outcome) ? BureauWords.Of(outcome).ToLowerInvariant() : "";

    private static string AvisOf(JsonElement data) =>
        Enum.TryParse<Avis>(Text(data, "avis"), out var score) ? "\u00a0: " + AvisWords.Of(score).ToLowerInvariant() : "";

    private static string TacheOf(JsonElement data) =>
        Enum.TryParse<TacheKind>(Text(data, "genre"), out var kind) ? $" «\u00a0{TacheWords.Of(kind)}\u00a0»" : "";

    private static string DayOf(JsonElement data) =>
        DateOnly.TryParse(Text(data, "le"), System.Globalization.CultureInfo.InvariantCulture, out var day) ? " le " + FrenchDates.Date(day) : "";

    private static string DeadlineOf(JsonElement data) =>
        DateOnly.TryParse(Text(data, "avant"), System.Globalization.CultureInfo.InvariantCulture, out var day)
            ? ", à fournir avant le " + FrenchDates.Date(day)
            : "";

    // The first dossiers told the pieces in the log itself.
    private string? AskedOf(JsonElement data)
    {
        var asked = Id(data, "demande") is { } id && rows.Requests.Find(row => row.Id == id) is { } request
            ? request.Pieces.Split('\n')
            : ListOf(data, "pieces");
        return asked.Length == 0 ? null : string.Join('\n', asked.Select(piece => "– " + piece));
    }

    private static string[] ListOf(JsonElement data, string name) =>
        data.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private static Guid? Id(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
