using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One page of a form, ready to draw: nothing left to decide for the template, which draws the questions; title, intro, exit and button are the page's.</summary>
public sealed record FormPageView(
    string Libelle, string Title, string? Intro, int Position, int Total, IReadOnlyList<FormSectionView> Sections, PageExit? Exit, IReadOnlyList<FieldError> Errors)
{
    /// <summary>« 2 sur 4 »; the check page is the last.</summary>
    public string Progress => $"{Position} sur {Total}";

    /// <summary>Draws a page; after an error, pass what was posted so that nothing typed is lost.</summary>
    public static FormPageView Of(FormFlow flow, PageDefinition page, IReadOnlyDictionary<string, string[]>? posted = null,
        IReadOnlyList<FieldError>? errors = null, IReadOnlyDictionary<string, string>? account = null)
    {
        var shown = flow.VisibleFields(page).ToHashSet();
        var context = flow.Context;
        PageExit? exit = page.Exit is { } e ? e with { Text = context.Fill(e.Text) } : null;
        return new(context.Fill(flow.Definition.Libelle), context.Fill(page.Title), page.Intro is null ? null : context.Fill(page.Intro),
            flow.Position(page), flow.Pages.Count + 1,
            [.. page.Sections.Select(s => new FormSectionView(s.Title, [.. s.Fields.Where(shown.Contains).Select(f => FieldOf(f, flow, posted, errors ?? [], account))])).Where(s => s.Fields.Count > 0)],
            exit, errors ?? []);
    }

    private static FormFieldView FieldOf(FieldDefinition field, FormFlow flow, IReadOnlyDictionary<string, string[]>? posted, IReadOnlyList<FieldError> errors, IReadOnlyDictionary<string, string>? account)
    {
        var codec = FieldCodec.Of(field.Kind);
        var input = posted is not null && field.Kind is not FieldKind.Attachment ? FormValidation.InputOf(field, posted)
            : flow.Answers[field.Id] is { } answer ? codec.Write(answer)
            : field.Prefill is { } key && account is not null && account.TryGetValue(key, out var known) && codec.Parts.Count == 0 ? FieldInput.Of(known)
            : FieldInput.Of("");
        var error = errors.FirstOrDefault(x => x.FieldId == field.Id);
        var chosen = input.Many();
        return new(field.Kind, field.Id, FormValidation.InputName(field.Id), FormValidation.InputId(field.Id), flow.Context.Fill(field.Label),
            field.Hint is null ? null : flow.Context.Fill(field.Hint), field.Optional, field.Autocomplete, field.MaxLength, input.One(), error?.Message,
            [.. codec.Parts.Select(p => new FormPartView(p.Label, FormValidation.InputName(field.Id, p.Name), FormValidation.InputId(field.Id, p.Name), input.One(p.Name), p.Optional, p.Autocomplete, p.InputMode,
                error is not null && (error.InputId == FormValidation.InputId(field.Id, p.Name) || error.InputId == FormValidation.InputId(field.Id))))],
            [.. Options(field, flow).Select((o, i) => new FormOptionView(o.Value, flow.Context.Fill(o.Label), o.Hint is null ? null : flow.Context.Fill(o.Hint),
                i == 0 ? FormValidation.InputId(field.Id) : FormValidation.InputId(field.Id, o.Value), chosen.Contains(o.Value)))],
            flow.Answers[field.Id] is FilesAnswer files ? [.. files.Files] : [], Accept(field), field.MaxFiles > 1);
    }

    private static IEnumerable<ChoiceOption> Options(FieldDefinition field, FormFlow flow) => field.Kind switch
    {
        FieldKind.Yesno => [new() { Value = "oui", Label = "Oui" }, new() { Value = "non", Label = "Non" }],
        FieldKind.Honour => [new() { Value = "oui", Label = field.Label }],
        _ => flow.VisibleOptions(field)
    };

    private static string Accept(FieldDefinition field) => string.Join(',', field.Accept.Select(a => a switch
    {
        "pdf" => "application/pdf",
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "image/heic"
    }));
}

/// <summary>Questions under one optional title.</summary>
public sealed record FormSectionView(string? Title, IReadOnlyList<FormFieldView> Fields);

/// <summary>One question with what was typed and what is to be mended.</summary>
public sealed record FormFieldView(
    FieldKind Kind, string FieldId, string Name, string Id, string Label, string? Hint, bool Optional, string? Autocomplete, int? MaxLength, string Value, string? Error,
    IReadOnlyList<FormPartView> Parts, IReadOnlyList<FormOptionView> Options, IReadOnlyList<FileAnswer> Files, string Accept, bool Multiple)
{
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

/// <summary>One box of a composed question.</summary>
public sealed record FormPartView(string Label, string Name, string Id, string Value, bool Optional, string? Autocomplete, string? InputMode, bool InError);

/// <summary>One answer offered.</summary>
public sealed record FormOptionView(string Value, string Label, string? Hint, string Id, bool Chosen);
