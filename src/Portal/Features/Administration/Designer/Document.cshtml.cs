using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>One paper: its title, its text with the places that the dossier fills in, the mentions that the law wants on it, and how it reads.</summary>
[OnHost(HostKind.Bureau)]
public sealed class DocumentModel(DesignerDesk desk) : DesignerPage(desk)
{
    private DocumentTemplate? _typed;

    /// <summary>The paper.</summary>
    public DocumentTemplate Document { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public DocumentForm Saisie { get; set; } = new();

    /// <summary>The mentions that it must bear, and why.</summary>
    public IEnumerable<(string Place, string Reason)> Mentions =>
        DefinitionCheck.MentionsOf(Enum.TryParse<DocumentKind>(Saisie.Nature, out var kind) && Enum.IsDefined(kind) ? kind : Document.Kind);

    /// <summary>The paper as it reads, about an invented request.</summary>
    public PaperContent Preview => DesignerSample.PaperOf(Draft, _typed ?? Document);

    /// <summary>Whether what is shown was typed and is not recorded yet.</summary>
    public bool IsTyped => _typed is not null;

    /// <summary>Shows the paper.</summary>
    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Saisie = DocumentForm.From(Document);
        return Page();
    }

    /// <summary>Records the paper, or shows what it becomes.</summary>
    public async Task<IActionResult> OnPostAsync(string? id, string? geste, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (geste == "apercu")
        {
            ModelState.Clear();
            var typed = Read(Demarche);
            (_typed, Response.StatusCode) = ModelState.ErrorCount > 0 ? (null, StatusCodes.Status422UnprocessableEntity) : (typed, StatusCodes.Status200OK);
            return Page();
        }

        return await RecordAsync(demarche => DocumentForm.Put(demarche, Read(demarche)), () => $"{DesignerLinks.Document}?{Query}&id={Document.Id}", cancellationToken);
    }

    private DocumentTemplate Read(DemarcheDefinition demarche)
    {
        var errors = new List<(string Field, string Message)>();
        var read = Saisie.Read(demarche, Document, errors);
        errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
        return read;
    }

    private async Task<bool> LoadAsync(string? id, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        // What is typed for a paper that a colleague took away meanwhile is not lost.
        DocumentTemplate? In(DemarcheDefinition? demarche) => demarche?.Documents.FirstOrDefault(document => document.Id == id);
        var found = In(Demarche) ?? (HttpMethods.IsPost(Request.Method) ? (await Desk.HistoryAsync(Draft, cancellationToken)).Select(row => In(DesignerDesk.Read(row))).FirstOrDefault(document => document is not null) : null);
        if (found is null)
        {
            return false;
        }

        Document = found;
        return true;
    }
}
