using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>A definition after one gesture, and what the gesture changed beside what was asked, in French.</summary>
public sealed record EditedDefinition(DemarcheDefinition Definition, IReadOnlyList<string> Told);

/// <summary>The gestures of who writes a form: each makes a new definition, and one that names nothing known changes nothing.</summary>
public static class DefinitionEditor
{
    private static readonly string[] s_usager = [UsagerFields.Nom, UsagerFields.Prenom, UsagerFields.Courriel, UsagerFields.Telephone, "adresse"];
    private static readonly string[] s_takenPages = ["verifier", "recu", "reprendre", "au-nom-de", "envois"];

    /// <summary>A question wherever it stands, in a block or not.</summary>
    public static FieldDefinition? FindField(DemarcheDefinition demarche, string? id) => demarche.AllFieldsDeep().FirstOrDefault(field => field.Id == id);

    /// <summary>The block that holds a question, or null.</summary>
    public static FieldDefinition? BlockOf(DemarcheDefinition demarche, string? id) => demarche.AllFields().FirstOrDefault(field => field.Fields.Any(inner => inner.Id == id));

    /// <summary>Whether the question says who asks: every form keeps those (CRPA R112-9-1).</summary>
    public static bool IsKept(string id) => s_usager.Contains(id);

    /// <summary>Gives a name of its own to each page that bears that of a question: a gesture names what it is about by its id alone.</summary>
    public static DemarcheDefinition Apart(DemarcheDefinition demarche)
    {
        var (taken, fields) = (Ids(demarche), demarche.AllFieldsDeep().Select(field => field.Id).ToHashSet(StringComparer.Ordinal));
        string Named(string id)
        {
            var fresh = FreshId(taken, "page-" + id, "page");
            taken.Add(fresh);
            return fresh;
        }

        return demarche.Pages.Any(page => fields.Contains(page.Id))
            ? demarche with { Pages = [.. demarche.Pages.Select(page => fields.Contains(page.Id) ? page with { Id = Named(page.Id) } : page)] }
            : demarche;
    }

    /// <summary>Adds a page before the one that asks who the person is, or at the end.</summary>
    public static DemarcheDefinition AddPage(DemarcheDefinition demarche, string title)
    {
        var page = new PageDefinition { Id = FreshId(Ids(demarche), title, "page"), Title = title, Sections = [new() { Fields = [] }] };
        var last = demarche.Pages is [.., var end] && end.AllFields().Any(field => IsKept(field.Id));
        return demarche with { Pages = last ? [.. demarche.Pages.SkipLast(1), page, demarche.Pages[^1]] : [.. demarche.Pages, page] };
    }

    /// <summary>Adds a question at the end of a page, of a part of it or of a block.</summary>
    /// <returns>The definition, and the id of the new question; null when nothing could be added.</returns>
    public static (DemarcheDefinition Definition, string? Id) AddField(DemarcheDefinition demarche, string target, FieldKind kind, string label)
    {
        var taken = Ids(demarche);
        var id = FreshId(taken, label, "question");
        taken.Add(id);
        if (demarche.AllFields().Any(field => field.Id == target && field.Kind is FieldKind.Block))
        {
            return QuestionKinds.MayStandInBlock(kind)
                ? (UpdateField(demarche, target, block => block with { Fields = [.. block.Fields, QuestionKinds.New(kind, id, label, id)] }), id)
                : (demarche, null);
        }

        var field = QuestionKinds.New(kind, id, label, FreshId(taken, id + "-nom", "question"));
        if (SectionEditor.Find(demarche, target) is { Page.Exit: null })
        {
            return (SectionEditor.Update(demarche, target, section => section with { Fields = [.. section.Fields, field] }), id);
        }

        if (demarche.FindPage(target) is not { Exit: null })
        {
            return (demarche, null);
        }

        return (UpdatePage(demarche, target, page => page with
        {
            Sections = page.Sections is [.., var last] ? [.. page.Sections.SkipLast(1), last with { Fields = [.. last.Fields, field] }] : [new() { Fields = [field] }],
        }), id);
    }

    /// <summary>Puts a question back that somebody took away meanwhile: at the end of its block or page, or of the first page.</summary>
    public static DemarcheDefinition PutBack(DemarcheDefinition demarche, DemarcheDefinition former, FieldDefinition field)
    {
        if (FindField(demarche, BlockOf(former, field.Id)?.Id) is { Kind: FieldKind.Block } block)
        {
            return UpdateField(demarche, block.Id, one => one with { Fields = [.. one.Fields, field] });
        }

        var from = former.Pages.FirstOrDefault(page => page.AllFields().Any(one => one.Id == field.Id || one.Fields.Any(inner => inner.Id == field.Id)));
        var to = demarche.Pages.FirstOrDefault(page => page.Id == from?.Id) ?? demarche.Pages.FirstOrDefault(page => page.Exit is null);
        return to is null ? demarche : UpdatePage(demarche, to.Id, page => page with { Sections = [.. page.Sections, new() { Fields = [field] }] });
    }

    /// <summary>Changes one question.</summary>
    public static DemarcheDefinition UpdateField(DemarcheDefinition demarche, string id, Func<FieldDefinition, FieldDefinition> change) =>
        ChangeLists(demarche, fields => [.. fields.Select(field => field.Id == id ? change(field) : field)]);

    /// <summary>Changes one page.</summary>
    public static DemarcheDefinition UpdatePage(DemarcheDefinition demarche, string id, Func<PageDefinition, PageDefinition> change) =>
        demarche with { Pages = [.. demarche.Pages.Select(page => page.Id == id ? change(page) : page)] };

    /// <summary>Says when a page, a part of one or a question is shown; null is always.</summary>
    public static DemarcheDefinition SetCondition(DemarcheDefinition demarche, string id, Condition? condition) =>
        SectionEditor.IsSection(id) ? SectionEditor.Update(demarche, id, section => section with { When = condition })
        : demarche.FindPage(id) is not null ? UpdatePage(demarche, id, page => page with { When = condition })
        : UpdateField(demarche, id, field => field with { When = condition });

    /// <summary>Moves a page, a part of one or a question by one place; at the edge of its page a question goes to the next page.</summary>
    /// <param name="demarche">The form.</param>
    /// <param name="id">The page, the part or the question.</param>
    /// <param name="by">-1 up, 1 down.</param>
    public static DemarcheDefinition Move(DemarcheDefinition demarche, string id, int by)
    {
        by = Math.Sign(by);
        if (SectionEditor.IsSection(id))
        {
            return SectionEditor.Move(demarche, id, by);
        }

        if (demarche.FindPage(id) is not null)
        {
            return demarche with { Pages = Swapped(demarche.Pages, page => page.Id == id, by) };
        }

        if (BlockOf(demarche, id) is not null)
        {
            return ChangeLists(demarche, fields => Swapped(fields, field => field.Id == id, by));
        }

        var sections = demarche.Pages.Where(page => page.Exit is null).SelectMany(page => page.Sections).ToList();
        var at = sections.FindIndex(section => section.Fields.Any(field => field.Id == id));
        if (at < 0)
        {
            return demarche;
        }

        var from = sections[at];
        var place = from.Fields.ToList().FindIndex(field => field.Id == id);
        if (place + by >= 0 && place + by < from.Fields.Count)
        {
            return ChangeLists(demarche, fields => Swapped(fields, field => field.Id == id, by));
        }

        return sections.ElementAtOrDefault(at + by) is not { } to ? demarche : ChangeSections(demarche, section =>
            ReferenceEquals(section, from) ? section with { Fields = [.. section.Fields.Where(field => field.Id != id)] }
            : !ReferenceEquals(section, to) ? section
            : section with { Fields = by < 0 ? [.. section.Fields, from.Fields[place]] : [from.Fields[place], .. section.Fields] });
    }

    /// <summary>Writes a page, a part of one or a question a second time after itself, under names of its own.</summary>
    public static DemarcheDefinition Duplicate(DemarcheDefinition demarche, string id)
    {
        var taken = Ids(demarche);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        string Renamed(string from) => names[from] = FreshId(taken, from, "question");
        if (demarche.FindPage(id) is { } page)
        {
            foreach (var field in page.AllFields().SelectMany(field => field.Fields.Prepend(field)))
            {
                taken.Add(Renamed(field.Id));
            }

            var copy = DefinitionReferences.Rename(page with { Id = FreshId(taken, page.Id, "page"), Title = page.Title + " (copie)" }, names);
            return demarche with { Pages = [.. demarche.Pages.SelectMany(one => one.Id == id ? [one, copy] : new[] { one })] };
        }

        var section = SectionEditor.Find(demarche, id)?.Section;
        var original = FindField(demarche, id);
        foreach (var field in (section?.Fields ?? (original is null ? [] : [original])).SelectMany(field => field.Fields.Prepend(field)))
        {
            taken.Add(Renamed(field.Id));
        }

        if (original is null)
        {
            return SectionEditor.Duplicate(demarche, id, names);
        }

        var again = DefinitionReferences.Rename(original with { Label = original.Label + " (copie)" }, names);
        return ChangeLists(demarche, fields => [.. fields.SelectMany(field => field.Id == id ? [field, again] : new[] { field })]);
    }

    /// <summary>Takes a page or a question away; conditions, calculations and papers that named it lose that part, which is told. A part of a page leaves its questions.</summary>
    public static EditedDefinition Remove(DemarcheDefinition demarche, string id)
    {
        if (SectionEditor.IsSection(id))
        {
            return SectionEditor.Remove(demarche, id);
        }

        var page = demarche.FindPage(id);
        var gone = (page?.AllFields() ?? (FindField(demarche, id) is { } field ? [field] : [])).SelectMany(one => one.Fields.Prepend(one)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        if (gone.FirstOrDefault(IsKept) is not null)
        {
            return new(demarche, ["Ces questions disent qui demande\u00a0: chaque formulaire les garde."]);
        }

        var without = page is not null
            ? demarche with { Pages = [.. demarche.Pages.Where(one => one.Id != id)] }
            : ChangeLists(demarche, fields => [.. fields.Where(one => one.Id != id)]);
        return DefinitionReferences.Forget(without, gone);
    }

    /// <summary>Changes every list of questions, those of blocks too.</summary>
    internal static DemarcheDefinition ChangeLists(DemarcheDefinition demarche, Func<IReadOnlyList<FieldDefinition>, IReadOnlyList<FieldDefinition>> change) =>
        ChangeSections(demarche, section => section with { Fields = [.. change(section.Fields).Select(field => field.Fields.Count == 0 ? field : field with { Fields = change(field.Fields) })] });

    /// <summary>Words as a short name: « Marché de Noël » is marche-de-noel.</summary>
    internal static string Slug(string words, int most)
    {
        var plain = words.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase);
        var letters = Normalized(plain).Where(c => char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        var slug = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        var cut = slug.Length > most ? slug[..most] : slug;

        // Words are cut between them where that leaves enough.
        return (slug.Length > most && slug[most] != '-' && cut.LastIndexOf('-') is var last && last > most / 2 ? cut[..last] : cut).Trim('-');
    }

    // A lone half of a surrogate pair has no normal form.
    private static string Normalized(string text)
    {
        try
        {
            return text.Normalize(System.Text.NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    internal static string FreshId(HashSet<string> taken, string words, string otherwise)
    {
        var slug = Slug(words, 34);
        var start = slug.Length == 0 ? otherwise : char.IsAsciiDigit(slug[0]) ? Slug("q-" + slug, 34) : slug;
        var id = start;
        for (var number = 2; taken.Contains(id); number++)
        {
            id = $"{start}-{number}";
        }

        return id;
    }

    private static HashSet<string> Ids(DemarcheDefinition demarche) =>
        demarche.AllFieldsDeep().Select(field => field.Id).Concat(demarche.Pages.Select(page => page.Id)).Concat(s_takenPages).ToHashSet(StringComparer.Ordinal);

    private static DemarcheDefinition ChangeSections(DemarcheDefinition demarche, Func<SectionDefinition, SectionDefinition> change) =>
        demarche with { Pages = [.. demarche.Pages.Select(page => page with { Sections = [.. page.Sections.Select(change)] })] };

    internal static List<T> Swapped<T>(IReadOnlyList<T> list, Predicate<T> which, int by)
    {
        var items = list.ToList();
        var at = items.FindIndex(which);
        if (at >= 0 && at + by >= 0 && at + by < items.Count)
        {
            (items[at], items[at + by]) = (items[at + by], items[at]);
        }

        return items;
    }
}
