using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>The form of a démarche as a list of pages and questions, each with its gestures.</summary>
[OnHost(HostKind.Bureau)]
public sealed class OutlineModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>What should be looked at.</summary>
    public IReadOnlyList<Hint> Hints { get; private set; } = [];

    /// <summary>Shows the outline.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    /// <summary>Moves, copies or removes a page, a part of one or a question.</summary>
    public async Task<IActionResult> OnPostGesteAsync(string? id, string? geste, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        id ??= "";
        return await RecordAsync(
            demarche => geste switch
            {
                "monter" => DefinitionEditor.Move(demarche, id, -1),
                "descendre" => DefinitionEditor.Move(demarche, id, 1),
                "dupliquer" => DefinitionEditor.Duplicate(demarche, id),
                "supprimer" => Removed(demarche, id),
                _ => demarche,
            },
            () => $"{DesignerLinks.Outline}?{Query}{(geste == "supprimer" ? "&retire=" + Uri.EscapeDataString(id) : "")}{(geste is "monter" or "descendre" ? "#l-" + id : "")}",
            cancellationToken);
    }

    /// <summary>Adds a page.</summary>
    public async Task<IActionResult> OnPostPageAsync(string? titre, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        return await RecordAsync(
            demarche => Titled(titre, "Titre") is { } title ? DefinitionEditor.AddPage(demarche, title) : demarche, () => $"{DesignerLinks.Outline}?{Query}", cancellationToken);
    }

    /// <summary>Adds a part to a page.</summary>
    public async Task<IActionResult> OnPostPartieAsync(string? cible, string? partie, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        return await RecordAsync(
            demarche =>
            {
                var title = partie?.Trim() ?? "";
                if (title.Length is > 0 and <= 200)
                {
                    return SectionEditor.Add(demarche, cible ?? "", title);
                }

                ModelState.AddModelError("Partie", "Écrivez le titre de la partie, en 200 caractères au plus.");
                return demarche;
            },
            () => $"{DesignerLinks.Outline}?{Query}#l-{cible}",
            cancellationToken);
    }

    /// <summary>Adds a question to a page, a part of one or a block, and goes on to say more of it.</summary>
    public async Task<IActionResult> OnPostQuestionAsync(string? cible, string? nature, string? intitule, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        string? added = null;
        return await RecordAsync(
            demarche =>
            {
                if (Titled(intitule, "Intitule") is not { } label || !Enum.TryParse<FieldKind>(nature, out var kind) || !Enum.IsDefined(kind))
                {
                    return demarche;
                }

                (var changed, added) = DefinitionEditor.AddField(demarche, cible ?? "", kind, label);
                if (added is null)
                {
                    ModelState.AddModelError("", "Cette question ne peut pas être posée ici. Choisissez une page, ou un autre genre de question dans un bloc.");
                }

                return changed;
            },
            () => $"{DesignerLinks.Question}?{Query}&id={added}",
            cancellationToken);
    }

    /// <summary>When a page or a question is shown, in words; null when it always is.</summary>
    public string? When(Condition? condition) => condition is null ? null : $"Seulement si {ConditionWords.Say(Demarche, condition)}";

    /// <summary>Whether a page shows its questions in parts, under titles or conditions.</summary>
    public static bool IsDivided(PageDefinition page) => page.Sections.Count > 1 || page.Sections.Any(section => section.Title is not null || section.When is not null);

    private DemarcheDefinition Removed(DemarcheDefinition demarche, string id)
    {
        var edited = DefinitionEditor.Remove(demarche, id);
        if (DefinitionJson.Same(edited.Definition, demarche) && edited.Told is [var why, ..])
        {
            ModelState.AddModelError("", why);
        }

        return edited.Definition;
    }

    private string? Titled(string? typed, string field)
    {
        var clean = typed?.Trim() ?? "";
        if (clean.Length is > 0 and <= 300)
        {
            return clean;
        }

        ModelState.AddModelError(field, field == "Titre" ? "Écrivez le titre de la page, en 300 caractères au plus." : "Écrivez la question, en 300 caractères au plus.");
        return null;
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        Hints = Editing.Hints.Of(Demarche);
        return true;
    }
}
