using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>What a démarche says of itself: title, price, delays, law, personal data, pieces.</summary>
[OnHost(HostKind.Bureau)]
public sealed class SettingsModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public SettingsForm Saisie { get; set; } = new();

    /// <summary>The services that may answer.</summary>
    public IReadOnlyList<Choice> Services { get; private set; } = [];

    /// <summary>The drawings, the one that stands among them.</summary>
    public IEnumerable<Choice> Icons => SettingsForm.Icons.Any(icon => icon.Value == Demarche.Icon) ? SettingsForm.Icons : SettingsForm.Icons.Prepend(new(Demarche.Icon, "Comme maintenant"));

    /// <summary>Shows the settings.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Saisie = SettingsForm.From(Demarche);
        return Page();
    }

    /// <summary>Records the settings.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        return await RecordAsync(
            demarche =>
            {
                var errors = new List<(string Field, string Message)>();
                var read = Saisie.Read(demarche, [.. Services.Select(service => service.Value)], errors, Draft.Owner.IsSyndicat);
                errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
                return read;
            },
            () => $"{DesignerLinks.Settings}?{Query}",
            cancellationToken);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        Services = await Desk.ServicesAsync(Draft.Owner, cancellationToken);
        return true;
    }
}
