using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>What a page of the form says, as it is typed.</summary>
public sealed class FormPageForm
{
    public string? Titre { get; set; }

    public string? Resume { get; set; }

    public string? Introduction { get; set; }

    /// <summary>When the page ends the form: what is said to the person.</summary>
    public string? Sortie { get; set; }

    public string? LienTexte { get; set; }

    public string? LienAdresse { get; set; }
}

/// <summary>One page of the form: its title, and when it is shown.</summary>
[OnHost(HostKind.Bureau)]
public sealed class FormPageModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>The page.</summary>
    public PageDefinition Shown { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public FormPageForm Saisie { get; set; } = new();

    /// <summary>When it is shown, as it was typed.</summary>
    [BindProperty]
    public ConditionForm Condition { get; set; } = new();

    /// <summary>What the part about the condition shows.</summary>
    public ConditionView ConditionView => ConditionView.Of(Demarche, Shown.Id, Shown.When, Condition);

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Saisie = new() { Titre = Shown.Title, Resume = Shown.Heading, Introduction = Shown.Intro, Sortie = Shown.Exit?.Text, LienTexte = Shown.Exit?.LinkText, LienAdresse = Shown.Exit?.Href };
        Condition = ConditionForm.From(Demarche, Shown.When);
        return Page();
    }

    /// <summary>Records the page.</summary>
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
                var when = Condition.Read(demarche, Shown.Id, Shown.When, errors);
                var read = Shown with
                {
                    Title = Text(Saisie.Titre, "Titre", 300, errors) ?? "",
                    Heading = Text(Saisie.Resume, "Resume", 100, errors),
                    Intro = Text(Saisie.Introduction, "Introduction", 1000, errors),
                    Exit = ReadExit(errors),
                    When = when,
                };
                if (read.Title.Length == 0)
                {
                    errors.Add(("Saisie.Titre", "Écrivez le titre de la page."));
                }

                errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
                return DefinitionEditor.UpdatePage(demarche, Shown.Id, _ => read);
            },
            () => $"{DesignerLinks.Outline}?{Query}#l-{Shown.Id}",
            cancellationToken);
    }

    private PageExit? ReadExit(List<(string Field, string Message)> errors)
    {
        if (Shown.AllFields().Any() || Text(Saisie.Sortie, "Sortie", 1000, errors) is not { } exit)
        {
            return Shown.Exit;
        }

        var (text, href) = (Text(Saisie.LienTexte, "LienTexte", 100, errors), Text(Saisie.LienAdresse, "LienAdresse", 300, errors));
        if (href is not null && !(Uri.TryCreate(href, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            errors.Add(("Saisie.LienAdresse", "Copiez l’adresse, qui commence par https://."));
        }

        if (text is not null && href is null)
        {
            errors.Add(("Saisie.LienAdresse", "Donnez l’adresse de ce lien, ou effacez son texte."));
        }

        return new() { Text = exit, LinkText = text, Href = href };
    }

    private static string? Text(string? typed, string field, int most, List<(string Field, string Message)> errors)
    {
        var clean = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
        if (clean?.Length > most)
        {
            errors.Add(("Saisie." + field, $"Écrivez {most} caractères au plus."));
        }

        return clean;
    }

    private async Task<bool> LoadAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken) || id is null || Demarche.FindPage(id) is not { } page)
        {
            return false;
        }

        Shown = page;
        return true;
    }
}
