using Beffroi.Portal.Features.Cartes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.Features.Demarches.Engine.Scripted;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One page of a form, ready to draw: nothing left to decide for the template, which draws the questions; title, intro, exit and button are the page's.</summary>
public sealed record FormPageView(
    string Libelle, string Title, string? Intro, int Position, int Total, IReadOnlyList<FormSectionView> Sections, PageExit? Exit, IReadOnlyList<FieldError> Errors)
{
    /// <summary>« 2 sur 4 »; the check page is the last.</summary>
    public string Progress => $"{Position} sur {Total}";

    /// <summary>The conditions that a script of the page reads as the person answers, JSON that is safe inside an element; null when there are none.</summary>
    public string? Conditions { get; init; }

    /// <summary>Whether a question is about an address or a place, which the commune's addresses complete.</summary>
    public bool AsksForAPlace => Sections.Any(section => section.Fields.Any(question => IsPlace(question) || question.Items.Any(item => item.Fields.Any(IsPlace))));

    /// <summary>Whether a question is about a point of the map.</summary>
    public bool AsksForAPoint => Sections.Any(section => section.Fields.Any(question => IsPoint(question) || question.Items.Any(item => item.Fields.Any(IsPoint))));

    /// <summary>The map on which a script lets the person place points; null when there is none to show.</summary>
    public CartePage? Carte { get; init; }

    /// <summary>Draws a page; after an error, pass what was posted so that nothing typed is lost. Scripted, it carries what its own answers may bring.</summary>
    public static FormPageView Of(FormFlow flow, PageDefinition page, IReadOnlyDictionary<string, string[]>? posted = null,
        IReadOnlyList<FieldError>? errors = null, IReadOnlyDictionary<string, KnownAnswer>? account = null, string? focus = null, bool scripted = false)
    {
        var shown = flow.VisibleFields(page).Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
        var context = flow.Context;
        var conditions = scripted ? PageConditions.Of(flow, page) : null;
        var drawing = new FormDrawing(flow, posted, errors ?? [], account, focus, conditions);
        PageExit? exit = page.Exit is { } e ? e with { Text = context.Fill(e.Text) } : null;
        return new(context.Fill(flow.Definition.Libelle), context.Fill(page.Title), page.Intro is null ? null : context.Fill(page.Intro),
            flow.Position(page), flow.Pages.Count + 1,
            [.. page.Sections.Select(s => new FormSectionView(s.Title, [.. s.Fields.Where(field => shown.Contains(field.Id) || conditions?.Handles(field) is true)
                .Select(field => drawing.Draw(field) with { Shown = conditions?.Handles(field) is true ? shown.Contains(field.Id) : null })])).Where(s => s.Fields.Count > 0)],
            exit, errors ?? [])
        {
            Conditions = conditions?.Json,
        };
    }

    private static bool IsPlace(FormFieldView question) => question.Kind is FieldKind.Address or FieldKind.Point;

    private static bool IsPoint(FormFieldView question) => question.Kind is FieldKind.Point;
}

/// <summary>Questions under one optional title.</summary>
public sealed record FormSectionView(string? Title, IReadOnlyList<FormFieldView> Fields)
{
    /// <summary>Whether a script may hide every question, and the title with them.</summary>
    public bool MayVanish => Fields.All(question => question.Shown is not null);

    /// <summary>Whether no question is shown yet.</summary>
    public bool IsHidden => Fields.All(question => question.Shown is false);
}

/// <summary>One question with what was typed and what is to be mended.</summary>
/// <param name="Place">Its id, or {block}.{number}.{id} inside a block.</param>
public sealed record FormFieldView(
    FieldKind Kind, string Place, string Name, string Id, string Label, string? Hint, bool Optional, string? Autocomplete, int? MaxLength, string Value, string? Error,
    IReadOnlyList<FormPartView> Parts, IReadOnlyList<FormOptionView> Options, IReadOnlyList<FileAnswer> Files, string Accept, bool Multiple)
{
    /// <summary>Whether the question is shown for now; null when no script of the page shows or hides it.</summary>
    public bool? Shown { get; init; }

    /// <summary>Where the first answer comes from, when the account gave it.</summary>
    public string? From { get; init; }

    /// <summary>The unit after the box.</summary>
    public string? Unit { get; init; }

    /// <summary>The value worked out, in words.</summary>
    public string? Computed { get; init; }

    /// <summary>The block's items, and what one is called on the button that adds one; null when there are as many as may be.</summary>
    public IReadOnlyList<FormItemView> Items { get; init; } = [];

    public string? AddLabel { get; init; }

    /// <summary>Whether the box takes the focus when the page opens.</summary>
    public bool Focused { get; init; }

    /// <summary>The camera that a phone opens for the file; null where it lets the person choose.</summary>
    public string? Capture { get; init; }

    /// <summary>Names proposed while the person types.</summary>
    public IReadOnlyList<string> Proposals { get; init; } = [];

    /// <summary>Ids for aria-describedby, or null.</summary>
    public string? DescribedBy => string.Join(' ', new[] { Hint is null ? null : Id + "-aide", From is null ? null : Id + "-origine", Error is null ? null : Id + "-erreur" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    public string? Invalid => Error is null ? null : "true";

    /// <summary>The classes of the frame around the question.</summary>
    public string FrameClass => Error is null ? "field" : "field field-invalid";
}

/// <summary>One item of a block under its number; it goes by a button, while there are more than the least.</summary>
public sealed record FormItemView(string Title, string Id, string RemoveValue, bool MayGo, bool Focused, IReadOnlyList<FormFieldView> Fields);

/// <summary>One box of a composed question.</summary>
public sealed record FormPartView(string Label, string Name, string Id, string Value, bool Optional, string? Autocomplete, string? InputMode, bool InError);

/// <summary>One answer offered.</summary>
/// <param name="Shown">As of <see cref="FormFieldView.Shown"/>.</param>
public sealed record FormOptionView(string Value, string Label, string? Hint, string Id, bool Chosen, bool? Shown = null);
