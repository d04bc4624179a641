using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>Publishes the last state as a version: of the commune, which puts it on its site and offers it to the syndicate, or of the mutualised catalogue.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PublishModel(DesignerDesk desk, PublishDemarche publish, AdoptDemarche adopt, CommuneDirectory directory) : DesignerPage(desk)
{
    /// <summary>What should be looked at.</summary>
    public IReadOnlyList<Hint> Hints { get; private set; } = [];

    /// <summary>The newest version that was published; null before the first.</summary>
    public DemarcheRevision? Published { get; private set; }

    /// <summary>The version that the commune's site offers; null when it offers none.</summary>
    public string? Adopted { get; private set; }

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>The numbers that the next version may take, in words.</summary>
    public IReadOnlyList<Choice> Versions => VersionsAfter(Desk.NewestVersionOf(Draft.Revision.Code));

    /// <summary>The page of the démarche on the commune's site; null for the syndicate.</summary>
    public string? PublicHref => Draft.Owner.Commune is { } commune ? directory.UrlOf(commune, DemarcheLinks.Show(Draft.Revision.Code)) : null;

    /// <summary>Shows what there is to publish.</summary>
    public async Task<IActionResult> OnGetAsync(string? geste, CancellationToken cancellationToken)
    {
        Done = geste switch { "publier" => "La démarche est publiée", "adopter" => "La démarche est sur le site de la commune", "proposer" => "La démarche est proposée au syndicat", _ => null };
        return await LoadAsync(cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Publishes the last state under the version that was chosen.</summary>
    public Task<IActionResult> OnPostPublierAsync(string? version, CancellationToken cancellationToken) => DoAsync("publier", async () =>
    {
        if (Request.Form["etat"] != Draft.Revision.Id.ToString("N"))
        {
            throw new DemarcheRuleException("Quelqu’un a changé la démarche entre-temps. Relisez-la, puis publiez.");
        }

        if (Versions.All(choice => choice.Value != version))
        {
            throw new DemarcheRuleException("Choisissez le numéro de la version.");
        }

        if (Hints.FirstOrDefault(hint => hint.IsFault) is { } fault)
        {
            throw new DemarcheRuleException($"Reprenez d’abord ce point\u00a0: {fault.Place}, {fault.Text}");
        }

        var revision = await Desk.RecordAsync(Draft, Demarche with { Version = version! }, HttpContext.RequireAgent(), cancellationToken);
        await publish.PublishAsync(Draft.Owner.Id, revision.Id, cancellationToken);
    }, cancellationToken);

    /// <summary>Puts the newest version on the commune's site.</summary>
    public Task<IActionResult> OnPostAdopterAsync(CancellationToken cancellationToken) => DoAsync("adopter", () => Adopted is null || Published is null
        ? adopt.AdoptAsync(CommuneId, Draft.Revision.Code, cancellationToken)
        : adopt.TakeVersionAsync(CommuneId, Draft.Revision.Code, Published.Version, cancellationToken), cancellationToken);

    /// <summary>Offers the newest version to the syndicate.</summary>
    public Task<IActionResult> OnPostProposerAsync(CancellationToken cancellationToken) =>
        DoAsync("proposer", () => publish.OfferAsync(CommuneId, Draft.Revision.Code, Published?.Version ?? "", cancellationToken), cancellationToken);

    // The syndicate has no site of its own, and offers to nobody but through the catalogue.
    private Guid CommuneId => Draft.Owner.Commune?.Id ?? throw new DemarcheRuleException("C’est chaque commune qui adopte les démarches du syndicat.");

    private static IReadOnlyList<Choice> VersionsAfter(string? version) => version is not null && Version.TryParse(version, out var last)
        ?
        [
            new($"{last.Major}.{last.Minor}.{last.Build + 1}", $"Correction : {last.Major}.{last.Minor}.{last.Build + 1}", "Des mots corrigés, rien d’autre."),
            new($"{last.Major}.{last.Minor + 1}.0", $"Amélioration : {last.Major}.{last.Minor + 1}.0", "Une question, une pièce ou une condition change."),
            new($"{last.Major + 1}.0.0", $"Refonte : {last.Major + 1}.0.0", "Ce n’est plus la même démarche : base légale, délai, formulaire repris."),
        ]
        : [new(DefinitionSkeleton.FirstVersion, $"Première version : {DefinitionSkeleton.FirstVersion}")];

    private async Task<IActionResult> DoAsync(string done, Func<Task> act, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        try
        {
            await act();
            return LocalRedirect($"{DesignerLinks.Publish}?{Query}&geste={done}");
        }
        catch (Exception refused) when (refused is DemarcheRuleException or DemarcheChangedException)
        {
            ModelState.Clear();
            ModelState.AddModelError("", refused is DemarcheRuleException ? refused.Message : "Quelqu’un a changé la démarche entre-temps. Relisez-la, puis publiez.");
            await LoadAsync(cancellationToken);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        Hints = Editing.Hints.Of(Demarche);
        Published = await Desk.PublishedAsync(Draft, cancellationToken);
        Adopted = await Desk.AdoptedAsync(Draft, cancellationToken);
        return true;
    }
}
