using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>One way through the form, in words.</summary>
/// <param name="Pages">The titles of its pages, in order.</param>
/// <param name="Answers">The answers that lead there.</param>
public sealed record PathLine(IReadOnlyList<string> Pages, IReadOnlyList<string> Answers);

/// <summary>The form as usagers see it, page by page on each way through it, and the answers as agents read them.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PreviewModel(DesignerDesk desk) : DesignerPage(desk)
{
    private const int MostPaths = 60;

    /// <summary>What keeps the form from being tried.</summary>
    public IReadOnlyList<Hint> Faults { get; private set; } = [];

    /// <summary>The ways through the form.</summary>
    public IReadOnlyList<PathLine> Paths { get; private set; } = [];

    /// <summary>The way that is shown, from 0.</summary>
    public int Path { get; private set; }

    /// <summary>The page that is shown; null at the end, where agents read the answers.</summary>
    public PageDefinition? Shown { get; private set; }

    /// <summary>The page as it is drawn.</summary>
    public FormPageView? View { get; private set; }

    /// <summary>The pages of the way.</summary>
    public IReadOnlyList<PageDefinition> Pages { get; private set; } = [];

    /// <summary>The answers as the agent reads them.</summary>
    public IReadOnlyList<SummaryGroup> Summary { get; private set; } = [];

    /// <summary>Whether the frame is as wide as a phone.</summary>
    public bool IsPhone { get; private set; }

    /// <summary>Whether there are more ways than are shown.</summary>
    public bool HasMore => Paths.Count >= MostPaths;

    /// <summary>Shows a page of a way.</summary>
    public async Task<IActionResult> OnGetAsync(int chemin, string? etape, string? largeur, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return NotFound();
        }

        IsPhone = largeur != "ordinateur";
        Faults = [.. Hints.Of(Demarche).Where(hint => hint.IsFault)];
        if (Faults.Count > 0)
        {
            return Page();
        }

        var paths = FormPaths.Explore(Demarche, Draft.Context, MostPaths);
        Paths = [.. paths.Select(LineOf)];
        Path = Math.Clamp(chemin, 0, paths.Count - 1);
        var flow = paths[Path].Flow;
        Pages = flow.Pages;
        Summary = FormSummary.Of(flow);
        Shown = etape == "verifier" ? null : flow.Pages.FirstOrDefault(page => page.Id == etape) ?? flow.Pages[0];
        View = Shown is null ? null : FormPageView.Of(flow, Shown);
        return Page();
    }

    /// <summary>The address of a page of a way.</summary>
    public string Link(int path, string? page, bool phone) =>
        $"{DesignerLinks.Preview}?{Query}&chemin={path}{(page is null ? "" : "&etape=" + Uri.EscapeDataString(page))}&largeur={(phone ? "telephone" : "ordinateur")}";

    // The answers to the questions that a condition reads are what tells one way from another.
    private PathLine LineOf(FormPath path)
    {
        var read = Demarche.Pages.SelectMany(page => page.Sections.Select(section => section.When).Prepend(page.When))
            .Concat(Demarche.AllFieldsDeep().SelectMany(field => field.Options.Select(option => option.When).Prepend(field.When)))
            .OfType<Condition>().SelectMany(condition => condition.FieldsRead()).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. path.Flow.Pages.Select(page => Draft.Context.Fill(page.Title))],
            [.. FormSummary.Of(path.Flow).SelectMany(group => group.Lines).Where(line => read.Contains(line.FieldId)).Select(line => $"{line.Label}\u00a0: {line.Text.ReplaceLineEndings(", ")}")]);
    }
}
