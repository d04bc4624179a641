using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>When one answer of a question is offered.</summary>
[OnHost(HostKind.Bureau)]
public sealed class AnswerModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>The question.</summary>
    public FieldDefinition Field { get; private set; } = null!;

    /// <summary>The answer.</summary>
    public ChoiceOption Option { get; private set; } = null!;

    /// <summary>When it is offered, as it was typed.</summary>
    [BindProperty]
    public ConditionForm Condition { get; set; } = new();

    /// <summary>What the part of the page about the condition shows.</summary>
    public ConditionView ConditionView => ConditionView.Of(Demarche, Field.Id, Option.When, Condition);

    /// <summary>Shows the answer.</summary>
    public async Task<IActionResult> OnGetAsync(string? id, string? valeur, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, valeur, cancellationToken))
        {
            return NotFound();
        }

        Condition = ConditionForm.From(Demarche, Option.When);
        return Page();
    }

    /// <summary>Records when it is offered.</summary>
    public async Task<IActionResult> OnPostAsync(string? id, string? valeur, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, valeur, cancellationToken))
        {
            return NotFound();
        }

        return await RecordAsync(
            demarche =>
            {
                var errors = new List<(string Field, string Message)>();
                var when = Condition.Read(demarche, Field.Id, Option.When, errors);
                errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
                return DefinitionEditor.UpdateField(demarche, Field.Id, field => field with { Options = [.. field.Options.Select(option => option.Value == Option.Value ? option with { When = when } : option)] });
            },
            () => $"{DesignerLinks.Question}?{Query}&id={Uri.EscapeDataString(Field.Id)}",
            cancellationToken);
    }

    private async Task<bool> LoadAsync(string? id, string? value, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken) || DefinitionEditor.FindField(Demarche, id) is not { } field || field.Options.FirstOrDefault(option => option.Value == value) is not { } option)
        {
            return false;
        }

        (Field, Option) = (field, option);
        return true;
    }
}
