using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>One part of a page: its title, and when it is shown.</summary>
[OnHost(HostKind.Bureau)]
public sealed class SectionModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>The part where it stands.</summary>
    public SectionPlace Shown { get; private set; } = null!;

    /// <summary>How gestures name it.</summary>
    public string Id => SectionEditor.IdOf(Shown.Page, Shown.Place);

    /// <summary>The title as it was typed.</summary>
    [BindProperty]
    public string? Titre { get; set; }

    /// <summary>When it is shown, as it was typed.</summary>
    [BindProperty]
    public ConditionForm Condition { get; set; } = new();

    /// <summary>What the part of the screen about the condition shows.</summary>
    public ConditionView ConditionView => ConditionView.Of(Demarche, Id, Shown.Section.When, Condition);

    /// <summary>Shows the part.</summary>
    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Titre = Shown.Section.Title;
        Condition = ConditionForm.From(Demarche, Shown.Section.When);
        return Page();
    }

    /// <summary>Records the part.</summary>
    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        return await RecordAsync(
            demarche =>
            {
                var errors = new List<(string Field, string Message)>();
                var when = Condition.Read(demarche, Id, Shown.Section.When, errors);
                var title = string.IsNullOrWhiteSpace(Titre) ? null : Titre.Trim();
                if (title?.Length > 200)
                {
                    errors.Add((nameof(Titre), "Écrivez 200 caractères au plus."));
                }

                errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
                return SectionEditor.Find(demarche, Id) is not null ? SectionEditor.Update(demarche, Id, section => section with { Title = title, When = when })
                    : title is null ? demarche
                    : SectionEditor.Add(demarche, Shown.Page.Id, title);
            },
            () => $"{DesignerLinks.Outline}?{Query}#l-{Id}",
            cancellationToken);
    }

    private async Task<bool> LoadAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        // The title typed for a part that a colleague took away meanwhile is not lost.
        var found = SectionEditor.Find(Demarche, id) ?? (HttpMethods.IsPost(Request.Method)
            ? (await Desk.HistoryAsync(Draft, cancellationToken)).Select(row => DesignerDesk.Read(row) is { } demarche ? SectionEditor.Find(demarche, id) : null).FirstOrDefault(part => part is not null)
            : null);
        if (found is null)
        {
            return false;
        }

        Shown = found;
        return true;
    }
}
