using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Remontees;
using Beffroi.Portal.Features.Dossiers.Taches;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>The actions of the page of a dossier by which colleagues share it: sub-tasks, and handing it up.</summary>
public sealed class TeamActions(AskSousTache tasks, HandUp handUp)
{
    /// <summary>The action of an address under the dossier's own; null when there is none.</summary>
    public DossierActions.Act? Find(string? name) => name switch
    {
        "sous-tache" => AskAsync,
        "tache-faite" => DoAsync,
        "tache-rouverte" => UndoAsync,
        "remonter" => UpAsync,
        "rendre" => BackAsync,
        _ => null,
    };

    private Task<bool> AskAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) => tasks.RunAsync(
        new AskSousTacheCommand(numero, form.Version, form.SousTache, form.Pour, DossierActions.DayOf(form.PourLe, nameof(form.PourLe), "le jour pour lequel c’est à faire")), agent, cancellationToken);

    private Task<bool> DoAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        tasks.DoAsync(numero, form.Tache ?? Guid.Empty, form.Fait, agent, cancellationToken);

    private Task<bool> UndoAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        tasks.UndoAsync(numero, form.Tache ?? Guid.Empty, agent, cancellationToken);

    private Task<bool> UpAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        handUp.UpAsync(numero, form.Version, form.Superieur, form.Raison, agent, cancellationToken);

    private Task<bool> BackAsync(string numero, DossierForm form, AgentAccess agent, CancellationToken cancellationToken) =>
        handUp.BackAsync(numero, form.Version, form.Retour, agent, cancellationToken);
}
