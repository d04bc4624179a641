using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Treat;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>One answer of a form is to be mended.</summary>
internal sealed class DossierFieldException(string field, string message) : DossierRuleException(message)
{
    public string Field { get; } = field;
}

/// <summary>Turns what an agent typed on the page of a dossier into the action it asks for.</summary>
public sealed class DossierActions(
    QualifyDossier qualify, AssignDossier assign, WriteToUsager write, AskPieces ask, DecideDossier decide, DeliverDossier deliver, PieceIntake intake)
{
    /// <summary>Qualifies.</summary>
    public Task<bool> QualifyAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
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

    /// <summary>Takes charge.</summary>
    public Task<bool> TakeAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        assign.TakeAsync(numero, form.Version, agent, cancellationToken);

    /// <summary>Gives to a colleague.</summary>
    public Task<bool> GiveAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        form.Collegue is { } colleague
            ? assign.GiveAsync(numero, form.Version, colleague, agent, cancellationToken)
            : throw new DossierFieldException(nameof(form.Collegue), "Choisissez un collègue.");

    /// <summary>Writes to the usager.</summary>
    public async Task<bool> WriteAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        await write.SendAsync(
            numero, Required(form.Message, nameof(form.Message), "Écrivez votre message."), await FileOfAsync(form, cancellationToken), agent, cancellationToken);

    /// <summary>Adds a note.</summary>
    public Task<bool> NoteAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        write.NoteAsync(numero, Required(form.Note, nameof(form.Note), "Écrivez votre note."), agent, cancellationToken);

    /// <summary>Asks for pieces.</summary>
    public Task<bool> AskPiecesAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var pieces = Required(form.Pieces, nameof(form.Pieces), "Indiquez chaque pièce demandée, une par ligne.");
        if (!form.DateLimite.TryRead("la date limite", out var deadline, out var error))
        {
            throw new DossierFieldException(nameof(form.DateLimite), error + ".");
        }

        return ask.RunAsync(new AskPiecesCommand(numero, form.Version, pieces, deadline), agent, cancellationToken);
    }

    /// <summary>Decides.</summary>
    public Task<bool> DecideAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        form.Issue is { } outcome && Enum.IsDefined(outcome)
            ? decide.RunAsync(new DecideDossierCommand(numero, form.Version, outcome, form.Motif ?? ""), agent, cancellationToken)
            : throw new DossierFieldException(nameof(form.Issue), "Choisissez ce qui est décidé.");

    /// <summary>Delivers.</summary>
    public async Task<bool> DeliverAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (form.Remise is not { } mode || !Enum.IsDefined(mode))
        {
            throw new DossierFieldException(nameof(form.Remise), "Choisissez comment la réponse est remise.");
        }

        var words = Required(form.Mots, nameof(form.Mots), "Écrivez les mots qui accompagnent la remise.");
        return await deliver.RunAsync(
            new DeliverDossierCommand(numero, form.Version, mode, words, await FileOfAsync(form, cancellationToken)), agent, cancellationToken);
    }

    private static string Required(string? text, string field, string message) =>
        string.IsNullOrWhiteSpace(text) ? throw new DossierFieldException(field, message) : text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private async Task<StoredFile?> FileOfAsync(DossierForm form, CancellationToken cancellationToken) =>
        form.Fichier is null ? null : await intake.TakeAsync(form.Fichier, cancellationToken);
}
