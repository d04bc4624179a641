using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Envois;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Features.Statistiques.Temps;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>Turns what an agent typed on the page of a dossier into the action it asks for.</summary>
public sealed class DossierActions(
    QualifyDossier qualify, HandOverAcknowledgement handOver, AssignDossier assign, WriteToUsager write, AskPieces ask, ReceivePieces receive,
    DecideDossier decide, DeliverDossier deliver, AnnouncePickup announce, TransferDossier transfer, ContestMandat contest, TeamActions team, SuspendObjectif suspend, NoteTime noteTime, FormUploads uploads)
{
    /// <summary>An action: false when the dossier is not there for the agent.</summary>
    public delegate Task<bool> Act(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken);

    /// <summary>The action of an address under the dossier's own; null when there is none.</summary>
    public Act? Find(string? name) => name switch
    {
        "qualifier" => QualifyAsync,
        "prendre" => TakeAsync,
        "attribuer" => GiveAsync,
        "message" => WriteAsync,
        "note" => NoteAsync,
        "pieces" => AskPiecesAsync,
        "recevoir" => ReceivePiecesAsync,
        "accuser" => HandOverAsync,
        "contester" => ContestAsync,
        "decider" => DecideAsync,
        "delivrer" => DeliverAsync,
        "transmettre" => TransferAsync,
        "retrait" => AnnounceAsync,
        "temps" => NoteTimeAsync,
        "suspendre" => PauseAsync,
        "reprendre" => ResumeAsync,
        _ => team.Find(name),
    };

    private Task<bool> QualifyAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (form.Service is not { } service)
        {
            throw new DossierFieldException(nameof(form.Service), "Choisissez le service qui traitera la demande.");
        }

        if (!form.Complet)
        {
            throw new DossierFieldException(
                nameof(form.Complet), "Cochez « La demande est complète », ou demandez d’abord à l’usager les pièces qui manquent.");
        }

        return qualify.RunAsync(new QualifyDossierCommand(numero, form.Version, service, form.Priorite), agent, cancellationToken);
    }

    private Task<bool> TakeAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        assign.TakeAsync(numero, form.Version, agent, cancellationToken);

    private Task<bool> GiveAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        form.Collegue is { } colleague
            ? assign.GiveAsync(numero, form.Version, colleague, agent, cancellationToken)
            : throw new DossierFieldException(nameof(form.Collegue), "Choisissez un collègue.");

    private async Task<bool> WriteAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        await write.SendAsync(
            numero, Required(form.Message, nameof(form.Message), "Écrivez votre message."), await FileOfAsync(form, cancellationToken), form.Modeles, agent, cancellationToken);

    private Task<bool> NoteAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        write.NoteAsync(numero, Required(form.Note, nameof(form.Note), "Écrivez votre note."), agent, cancellationToken);

    private Task<bool> AskPiecesAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var pieces = Required(form.Pieces, nameof(form.Pieces), "Indiquez chaque pièce demandée, une par ligne.");
        var deadline = DayOf(form.DateLimite, nameof(form.DateLimite), "la date limite");
        return ask.RunAsync(new AskPiecesCommand(numero, form.Version, pieces, deadline), agent, cancellationToken);
    }

    private async Task<bool> ReceivePiecesAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var day = DayOf(form.ApporteesLe, nameof(form.ApporteesLe), "le jour où les pièces sont arrivées");
        if (form.Fichiers.Count > ReceivePieces.MaxFiles)
        {
            throw new DossierFieldException(nameof(form.Fichiers), $"Joignez {ReceivePieces.MaxFiles}\u00a0fichiers au plus.");
        }

        var files = new List<StoredFile>();
        foreach (var upload in form.Fichiers)
        {
            files.Add(await uploads.TakeAsync(upload, cancellationToken));
        }

        return await receive.RunAsync(new ReceivePiecesCommand(numero, form.Version, day, form.Vues, files), agent, cancellationToken);
    }

    private Task<bool> HandOverAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (form.Voie is not { } way || !Enum.IsDefined(way))
        {
            throw new DossierFieldException(nameof(form.Voie), "Choisissez comment l’accusé de réception a été donné.");
        }

        var day = DayOf(form.RemisLe, nameof(form.RemisLe), "le jour de la remise ou de l’envoi");
        return handOver.RunAsync(new HandOverAcknowledgementCommand(numero, form.Version, way, day), agent, cancellationToken);
    }

    private Task<bool> ContestAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) => contest.RunAsync(
        numero, form.Version, Required(form.Contestation, nameof(form.Contestation), "Écrivez ce que la personne vous a dit."), agent, cancellationToken);

    private Task<bool> DecideAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        form.Issue is { } outcome and (Outcome.Favorable or Outcome.Defavorable or Outcome.Reponse)
            ? decide.RunAsync(new DecideDossierCommand(numero, form.Version, outcome, form.Motif ?? "") { Papers = form.Documents, Modeles = form.Modeles }, agent, cancellationToken)
            : throw new DossierFieldException(nameof(form.Issue), "Choisissez ce qui est décidé.");

    private async Task<bool> DeliverAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (form.Remise is not { } mode || !Enum.IsDefined(mode))
        {
            throw new DossierFieldException(nameof(form.Remise), "Choisissez comment la réponse est remise.");
        }

        var words = Required(form.Mots, nameof(form.Mots), "Écrivez les mots qui accompagnent la remise.");
        var handover = mode is DeliveryMode.Guichet ? await HandoverAsync(form, cancellationToken) : null;
        return await deliver.RunAsync(
            new DeliverDossierCommand(numero, form.Version, mode, words, await FileOfAsync(form, cancellationToken)) { Handover = handover, Papers = form.Documents, Modeles = form.Modeles, KnowsOpenTasks = form.Malgre }, agent, cancellationToken);
    }

    private async Task<Handover> HandoverAsync(DossierForm form, CancellationToken cancellationToken)
    {
        var nom = Required(form.RemisA, nameof(form.RemisA), "Écrivez à qui la réponse est remise.").Trim();
        if (nom.Length > Handover.MaxName)
        {
            throw new DossierFieldException(nameof(form.RemisA), "Écrivez ce nom en 200\u00a0caractères au plus.");
        }

        var identite = form.Identite is { } known && Enum.IsDefined(known) ? known : Identite.NonDemandee;
        return new Handover(nom, identite, form.Preuve is null ? null : await uploads.TakeAsync(form.Preuve, cancellationToken));
    }

    private Task<bool> AnnounceAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        announce.RunAsync(numero, form.Version, form.MotsRetrait?.Replace("\r\n", "\n", StringComparison.Ordinal), agent, cancellationToken);

    private Task<bool> TransferAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var typed = form.Transfert;
        if (typed.Genre is not { } kind || !Enum.IsDefined(kind))
        {
            throw new DossierFieldException("Transfert.Genre", "Choisissez à quelle administration la demande est transmise.");
        }

        if (typed.Voie is not { } way || !Enum.IsDefined(way))
        {
            throw new DossierFieldException("Transfert.Voie", "Choisissez comment la demande a été envoyée.");
        }

        var day = DayOf(typed.EnvoyeLe, "Transfert.EnvoyeLe", "le jour de l’envoi");
        return transfer.RunAsync(
            new TransferDossierCommand(numero, form.Version, kind, typed.Destinataire ?? "", typed.Coordonnees ?? "", way, day, typed.Preuve ?? "") { KnowsOpenTasks = form.Malgre }, agent, cancellationToken);
    }

    private Task<bool> NoteTimeAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        noteTime.OnDossierAsync(form.TempsId, numero, TimeForm.Minutes(form.Temps) ?? throw new DossierFieldException(nameof(form.Temps), TimeForm.Unreadable), agent, cancellationToken);

    private Task<bool> PauseAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        form.Pause is { } reason && Enum.IsDefined(reason)
            ? suspend.PauseAsync(numero, form.Version, reason, agent, cancellationToken)
            : throw new DossierFieldException(nameof(form.Pause), "Choisissez pourquoi l’objectif est suspendu.");

    private Task<bool> ResumeAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        suspend.ResumeAsync(numero, form.Version, agent, cancellationToken);

    internal static DateOnly DayOf(DateInput typed, string field, string what) =>
        typed.TryRead(what, out var day, out var error) ? day : throw new DossierFieldException(field, error + ".");

    private static string Required(string? text, string field, string message) =>
        string.IsNullOrWhiteSpace(text) ? throw new DossierFieldException(field, message) : text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private async Task<StoredFile?> FileOfAsync(DossierForm form, CancellationToken cancellationToken) =>
        form.Fichier is null ? null : await uploads.TakeAsync(form.Fichier, cancellationToken);
}
