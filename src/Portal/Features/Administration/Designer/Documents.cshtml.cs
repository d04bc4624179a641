using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>The papers that the town hall makes from a dossier of this démarche.</summary>
[OnHost(HostKind.Bureau)]
public sealed class DocumentsModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>Shows the list.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken) ? Page() : NotFound();

    /// <summary>Adds a paper with its mentions, and goes on to its text.</summary>
    public async Task<IActionResult> OnPostAjouterAsync(string? nature, string? titre, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return NotFound();
        }

        var added = "";
        return await RecordAsync(
            demarche =>
            {
                var title = (titre ?? "").Trim();
                if (title.Length is 0 or > DefinitionCheck.MaxPaperTitle)
                {
                    ModelState.AddModelError("Titre", $"Écrivez le titre du document, en {DefinitionCheck.MaxPaperTitle} caractères au plus.");
                }

                if (!Enum.TryParse<DocumentKind>(nature, out var kind) || !Enum.IsDefined(kind))
                {
                    ModelState.AddModelError("Nature", "Choisissez ce qu’est le document.");
                }

                return ModelState.ErrorCount > 0 ? demarche : DocumentForm.Add(demarche, kind, title, out added);
            },
            () => $"{DesignerLinks.Document}?{Query}&id={added}",
            cancellationToken);
    }

    /// <summary>Moves or removes a paper.</summary>
    public async Task<IActionResult> OnPostGesteAsync(string? id, string? geste, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return NotFound();
        }

        id ??= "";
        return await RecordAsync(
            demarche => geste switch
            {
                "monter" => DocumentForm.Move(demarche, id, -1),
                "descendre" => DocumentForm.Move(demarche, id, 1),
                "supprimer" => DocumentForm.Remove(demarche, id),
                _ => demarche,
            },
            () => $"{DesignerLinks.Documents}?{Query}",
            cancellationToken);
    }
}
