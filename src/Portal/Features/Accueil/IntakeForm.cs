using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>A démarche's whole form on one page, as an agent fills it in for the person who is there.</summary>
/// <param name="Answers">The answers that hold.</param>
/// <param name="Pages">The pages that concern the person.</param>
/// <param name="Errors">What is to be mended.</param>
/// <param name="Exit">Why the request cannot be taken here, when it cannot.</param>
/// <param name="IsReady">Whether it can be filed.</param>
public sealed record IntakeForm(
    FormAnswers Answers, IReadOnlyList<FormPageView> Pages, IReadOnlyList<FieldError> Errors, PageExit? Exit, bool IsReady, string? Focus = null)
{
    /// <summary>The form before anything is typed, with what the record of the person gives.</summary>
    public static IntakeForm Empty(DemarcheDefinition demarche, FormContext context, IReadOnlyDictionary<string, KnownAnswer>? known = null)
    {
        var flow = new FormFlow(demarche, FormAnswers.Empty, context);
        return new IntakeForm(flow.Answers, [.. flow.Pages.Select(page => FormPageView.Of(flow, page, account: known))], [], null, false);
    }

    /// <summary>The form as it was sent. Answers may call further questions: they are then shown, and nothing is filed yet. Nothing is said of what is missing while it is unfinished.</summary>
    public static IntakeForm Read(
        DemarcheDefinition demarche, FormContext context, IReadOnlyDictionary<string, string[]> posted, IReadOnlyDictionary<string, FilesAnswer> files,
        bool isUnfinished = false)
    {
        var answers = FormAnswers.Empty;
        var errors = new List<FieldError>();
        var revealed = false;
        var block = demarche.Pages.Select(page => BlockPost.Of(page, posted)).FirstOrDefault(change => change is not null);
        posted = block?.Values ?? posted;
        foreach (var page in demarche.Pages)
        {
            // Answers of the pages before decide whether this one concerns the person.
            if (new FormFlow(demarche, answers, context).Find(page.Id) is null)
            {
                continue;
            }

            var result = new FormValidation(demarche, answers, context).ValidatePage(page, posted, files);
            answers = result.Answers;
            errors.AddRange(block is null && !isUnfinished ? result.Errors.Where(error => !MayWait(demarche, error, posted)) : []);
            revealed |= result.Revealed.Count > 0;
        }

        var flow = new FormFlow(demarche, answers, context);
        return new IntakeForm(
            flow.Answers,
            [.. flow.Pages.Select(page => FormPageView.Of(flow, page, posted, errors, focus: block?.FocusId))],
            errors,
            flow.Exit?.Exit,
            errors.Count == 0 && !revealed && flow.Exit is null && block is null && !isUnfinished,
            block?.FocusId);
    }

    // At the counter a person may have no address, and shows papers instead of sending them: the agent asks for them later.
    private static bool MayWait(DemarcheDefinition demarche, FieldError error, IReadOnlyDictionary<string, string[]> posted)
    {
        var field = demarche.AllFields().FirstOrDefault(asked => asked.Id == error.FieldId);
        var name = FormValidation.InputName(error.FieldId);
        return field is not null && (field.Kind == FieldKind.Attachment
            || (field.Prefill is "compte.courriel" or "compte.telephone" or "compte.adresse"
                && posted.Where(pair => pair.Key == name || pair.Key.StartsWith(name + ".", StringComparison.Ordinal))
                    .All(pair => pair.Value.All(string.IsNullOrWhiteSpace))));
    }
}
