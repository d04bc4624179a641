using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One page of a form, ready to draw: nothing left to decide for the template, which draws the questions; title, intro, exit and button are the page's.</summary>
public sealed record FormPageView(
    string Libelle, string Title, string? Intro, int Position, int Total, IReadOnlyList<FormSectionView> Sections, PageExit? Exit, IReadOnlyList<FieldError> Errors)
{
    /// <summary>« 2 sur 4 »; the check page is the last.</summary>
    public string Progress => $"{Position} sur {Total}";

    /// <summary>Whether a question is about an address or a place, which the commune's addresses complete.</summary>
    public bool AsksForAPlace => Sections.Any(section => section.Fields.Any(question => IsPlace(question) || question.Items.Any(item => item.Fields.Any(IsPlace))));

    /// <summary>Draws a page; after an error, pass what was posted so that nothing typed is lost.</summary>
    public static FormPageView Of(FormFlow flow, PageDefinition page, IReadOnlyDictionary<string, string[]>? posted = null,
        IReadOnlyList<FieldError>? errors = null, IReadOnlyDictionary<string, string>? account = null, string? focus = null)
    {
        var shown = flow.VisibleFields(page).ToHashSet();
        var context = flow.Context;
        var drawing = new FormDrawing(flow, posted, errors ?? [], account, focus);
        PageExit? exit = page.Exit is { } e ? e with { Text = context.Fill(e.Text) } : null;
        return new(context.Fill(flow.Definition.Libelle), context.Fill(page.Title), page.Intro is null ? null : context.Fill(page.Intro),
            flow.Position(page), flow.Pages.Count + 1,
            [.. page.Sections.Select(s => new FormSectionView(s.Title, [.. s.Fields.Where(shown.Contains).Select(drawing.Draw)])).Where(s => s.Fields.Count > 0)],
            exit, errors ?? []);
    }

    private static bool IsPlace(FormFieldView question) => question.Kind is FieldKind.Address or FieldKind.Point;
}

/// <summary>Questions under one optional title.</summary>
public sealed record FormSectionView(string? Title, IReadOnlyList<FormFieldView> Fields);

/// <summary>One question with what was typed and what is to be mended.</summary>
/// <param name="Place">Its id, or {block}.{number}.{id} inside a block.</param>
public sealed record FormFieldView(
    FieldKind Kind, string Place, string Name, string Id, string Label, string? Hint, bool Optional, string? Autocomplete, int? MaxLength, string Value, string? Error,
    IReadOnlyList<FormPartView> Parts, IReadOnlyList<FormOptionView> Options, IReadOnlyList<FileAnswer> Files, string Accept, bool Multiple)
{
    /// <summary>The unit after the box.</summary>
    public string? Unit { get; init; }

    /// <summary>The value worked out, in words.</summary>
    public string? Computed { get; init; }

    /// <summary>The block's items, and what one is called on the button that adds one; null when there are as many as may be.</summary>
    public IReadOnlyList<FormItemView> Items { get; init; } = [];

    public string? AddLabel { get; init; }

    /// <summary>Whether the box takes the focus when the page opens.</summary>
    public bool Focused { get; init; }

    /// <summary>Names proposed while the person types.</summary>
    public IReadOnlyList<string> Proposals { get; init; } = [];

    /// <summary>Ids for aria-describedby, or null.</summary>
    public string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-aide",
        (null, not null) => Id + "-erreur",
        _ => $"{Id}-aide {Id}-erreur"
    };

    public string? Invalid => Error is null ? null : "true";

    /// <summary>The classes of the frame around the question.</summary>
    public string FrameClass => Error is null ? "field" : "field field-invalid";
}

/// <summary>One item of a block under its number; it goes by a button, while there are more than the least.</summary>
public sealed record FormItemView(string Title, string Id, string RemoveValue, bool MayGo, bool Focused, IReadOnlyList<FormFieldView> Fields);

/// <summary>One box of a composed question.</summary>
public sealed record FormPartView(string Label, string Name, string Id, string Value, bool Optional, string? Autocomplete, string? InputMode, bool InError);

/// <summary>One answer offered.</summary>
public sealed record FormOptionView(string Value, string Label, string? Hint, string Id, bool Chosen);
