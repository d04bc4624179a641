using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>A part of a page where it stands.</summary>
/// <param name="Page">The page.</param>
/// <param name="Place">Its place in the page, from 0.</param>
public sealed record SectionPlace(PageDefinition Page, int Place)
{
    /// <summary>The part.</summary>
    public SectionDefinition Section => Page.Sections[Place];
}

/// <summary>
/// The gestures on the parts of a page. A part has no name of its own in a definition: a gesture names it by its page and its first question, so
/// that it is still found after a colleague moved another one.
/// </summary>
public static class SectionEditor
{
    private const char Mark = '/';

    /// <summary>How a gesture names a part.</summary>
    public static string IdOf(PageDefinition page, int place) =>
        $"{page.Id}{Mark}{(page.Sections[place].Fields is [var first, ..] ? first.Id : place.ToString(CultureInfo.InvariantCulture))}";

    /// <summary>Whether a name is a part's.</summary>
    public static bool IsSection(string? id) => id?.Contains(Mark, StringComparison.Ordinal) is true;

    /// <summary>The part that is named, or null.</summary>
    public static SectionPlace? Find(DemarcheDefinition demarche, string? id) => !IsSection(id) || demarche.FindPage(id!.Split(Mark)[0]) is not { } page
        ? null
        : Enumerable.Range(0, page.Sections.Count).Where(place => IdOf(page, place) == id).Select(place => new SectionPlace(page, place)).FirstOrDefault();

    /// <summary>Adds a part without question at the end of a page.</summary>
    public static DemarcheDefinition Add(DemarcheDefinition demarche, string pageId, string title) => demarche.FindPage(pageId) is { Exit: null }
        ? DefinitionEditor.UpdatePage(demarche, pageId, page => page with { Sections = [.. page.Sections, new() { Title = title, Fields = [] }] })
        : demarche;

    /// <summary>Changes one part.</summary>
    public static DemarcheDefinition Update(DemarcheDefinition demarche, string id, Func<SectionDefinition, SectionDefinition> change) => Find(demarche, id) is { } at
        ? WithSections(demarche, at.Page, at.Page.Sections.Select((section, place) => place == at.Place ? change(section) : section))
        : demarche;

    /// <summary>Moves a part by one place; at the edge of its page it goes to the next page.</summary>
    internal static DemarcheDefinition Move(DemarcheDefinition demarche, string id, int by)
    {
        if (Find(demarche, id) is not { } at)
        {
            return demarche;
        }

        var sections = at.Page.Sections.ToList();
        sections.RemoveAt(at.Place);
        if (at.Place + by >= 0 && at.Place + by < at.Page.Sections.Count)
        {
            sections.Insert(at.Place + by, at.Section);
            return WithSections(demarche, at.Page, sections);
        }

        var pages = demarche.Pages.Where(page => page.Exit is null).ToList();
        return pages.ElementAtOrDefault(pages.IndexOf(at.Page) + by) is not { } to ? demarche : WithSections(
            WithSections(demarche, at.Page, sections), to, by < 0 ? [.. to.Sections, at.Section] : [at.Section, .. to.Sections]);
    }

    /// <summary>Writes a part a second time after itself, its questions under names of their own.</summary>
    internal static DemarcheDefinition Duplicate(DemarcheDefinition demarche, string id, IReadOnlyDictionary<string, string> names) => Find(demarche, id) is not { } at
        ? demarche
        : WithSections(demarche, at.Page, at.Page.Sections.SelectMany((section, place) => place == at.Place
            ? [section, DefinitionReferences.Rename(section, names) with { Title = section.Title is { } title ? title + " (copie)" : null }]
            : new[] { section }));

    /// <summary>Takes a part away: its questions stay, at the end of the part before, each with the condition that the part had.</summary>
    internal static EditedDefinition Remove(DemarcheDefinition demarche, string id)
    {
        if (Find(demarche, id) is not { } at)
        {
            return new(demarche, []);
        }

        var (section, sections) = (at.Section, at.Page.Sections.ToList());
        var fields = section.Fields.Select(field => field with { When = Both(section.When, field.When) }).ToList();
        if (at.Place > 0 && (fields.Count == 0 || sections[at.Place - 1].When is null))
        {
            sections[at.Place - 1] = sections[at.Place - 1] with { Fields = [.. sections[at.Place - 1].Fields, .. fields] };
            sections.RemoveAt(at.Place);
        }
        else if (fields.Count == 0 && sections.Count > 1)
        {
            sections.RemoveAt(at.Place);
        }
        else if (section is { Title: null, When: null })
        {
            return new(demarche, ["Ces questions n’ont pas de titre de partie à retirer. Pour en supprimer une, supprimez la question."]);
        }
        else
        {
            sections[at.Place] = new() { Fields = fields };
        }

        return new(WithSections(demarche, at.Page, sections), fields.Count == 0 ? [] : [$"Les questions de «\u00a0{section.Title ?? at.Page.Title}\u00a0» restent dans la page{(section.When is null ? "" : ", chacune avec la condition de la partie")}."]);
    }

    private static Condition? Both(Condition? one, Condition? other) => one is null || other is null ? one ?? other : new() { All = [.. one.All ?? [one], .. other.All ?? [other]] };

    private static DemarcheDefinition WithSections(DemarcheDefinition demarche, PageDefinition page, IEnumerable<SectionDefinition> sections) =>
        DefinitionEditor.UpdatePage(demarche, page.Id, one => one with { Sections = [.. sections] });
}
