using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>One question: what is read, what is an answer, and when it is asked.</summary>
[OnHost(HostKind.Bureau)]
public sealed class QuestionModel(DesignerDesk desk) : DesignerPage(desk)
{
    private DemarcheDefinition _former = null!;

    /// <summary>The question.</summary>
    public FieldDefinition Field { get; private set; } = null!;

    /// <summary>The block that holds it, or null.</summary>
    public FieldDefinition? Block { get; private set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public QuestionForm Question { get; set; } = new();

    /// <summary>When it is asked, as it was typed.</summary>
    [BindProperty]
    public ConditionForm Condition { get; set; } = new();

    /// <summary>The questions that a calculation may read.</summary>
    public IEnumerable<Choice> Terms => CalculationForm.Before(Demarche, Field.Id).Select(known => new Choice(known.Id, known.Label));

    /// <summary>The answers that stand already, each with its help.</summary>
    public IReadOnlyList<ChoiceOption> Answers => Field.Options;

    /// <summary>Whether the help of an answer is to be mended.</summary>
    public bool HasAnswerError => ModelState.Any(state => state.Key.StartsWith("Question.Aides[", StringComparison.Ordinal) && state.Value?.Errors.Count > 0);

    /// <summary>What the part of the page about the condition shows.</summary>
    public ConditionView ConditionView => ConditionView.Of(Demarche, Field.Id, Field.When, Condition);

    /// <summary>Shows the question.</summary>
    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Question = QuestionForm.From(Field);
        Condition = ConditionForm.From(Demarche, Field.When);
        return Page();
    }

    /// <summary>Records the question.</summary>
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
                var read = Question.Read(demarche, Field, errors) with { When = Condition.Read(demarche, Field.Id, Field.When, errors) };
                errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
                return DefinitionEditor.FindField(demarche, Field.Id) is null
                    ? DefinitionEditor.PutBack(demarche, _former, read)
                    : DefinitionEditor.UpdateField(demarche, Field.Id, _ => read);
            },
            () => $"{DesignerLinks.Outline}?{Query}#l-{Field.Id}",
            cancellationToken);
    }

    private async Task<bool> LoadAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        // What is typed for a question that a colleague took away meanwhile is not lost: it is put back as it last stood.
        bool Has(DemarcheDefinition? demarche) => demarche is not null && DefinitionEditor.FindField(demarche, id) is not null;
        var former = Has(Demarche) || !HttpMethods.IsPost(Request.Method)
            ? Demarche
            : (await Desk.HistoryAsync(Draft, cancellationToken)).Select(DesignerDesk.Read).FirstOrDefault(Has) ?? Demarche;
        if (DefinitionEditor.FindField(former, id) is not { } found)
        {
            return false;
        }

        (Field, Block, _former) = (found, DefinitionEditor.BlockOf(former, id), former);
        return true;
    }
}
