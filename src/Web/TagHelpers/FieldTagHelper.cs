using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>
/// A question of a form: label, hint, error and control tied together. <c>kind</c> is text, textarea, select, date, radios,
/// checkboxes, checkbox or file. Bound by <c>for</c>, or by <c>name</c>, <c>value</c> and <c>error</c> where the question is data.
/// </summary>
[HtmlTargetElement("b-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    [HtmlAttributeName("for")]
    public ModelExpression? For { get; set; }

    [HtmlAttributeName("kind")]
    public string Kind { get; set; } = "text";

    [HtmlAttributeName("name")]
    public string? Name { get; set; }

    [HtmlAttributeName("value")]
    public object? Value { get; set; }

    [HtmlAttributeName("label")]
    public string Label { get; set; } = "";

    [HtmlAttributeName("hint")]
    public string? Hint { get; set; }

    [HtmlAttributeName("error")]
    public string? Error { get; set; }

    /// <summary>Adds « (facultatif) » to the label; what is not optional is asked for.</summary>
    [HtmlAttributeName("optional")]
    public bool Optional { get; set; }

    /// <summary>The label is the page's question: it is its h1.</summary>
    [HtmlAttributeName("heading")]
    public bool Heading { get; set; }

    /// <summary>The type of a text input: text, email, tel, password, search…</summary>
    [HtmlAttributeName("type")]
    public string Type { get; set; } = "text";

    /// <summary>The width in characters: 2, 4, 5, 10 or 20; the whole column otherwise.</summary>
    [HtmlAttributeName("width")]
    public int? Width { get; set; }

    [HtmlAttributeName("rows")]
    public int Rows { get; set; } = 4;

    /// <summary>What follows the input in its frame, such as « € ».</summary>
    [HtmlAttributeName("suffix")]
    public string? Suffix { get; set; }

    /// <summary>The last words of the first option of a select, such as « Choisissez une rue ».</summary>
    [HtmlAttributeName("placeholder-option")]
    public string? PlaceholderOption { get; set; }

    [HtmlAttributeName("choices")]
    public IEnumerable<Choice>? Choices { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var field = Bind(output);
        FieldOrder.Of(ViewContext.HttpContext).Add(field.Name, field.Id);
        var controls = new FieldControls(field, this);
        var group = Kind is "date" or "radios" or "checkboxes";

        var outer = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.Clear();
        output.TagName = group ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Joined("field", field.Error is null ? null : "field-invalid", outer));
        if (group && field.DescribedBy is not null)
        {
            output.Attributes.SetAttribute("aria-describedby", field.DescribedBy);
        }

        var inner = await output.GetChildContentAsync();
        if (Kind == "checkbox")
        {
            AppendError(output.Content, field);
            output.Content.AppendHtml(controls.Checkbox());
            output.Content.AppendHtml(inner);
            return;
        }

        output.Content.AppendHtml(LabelOf(field, group));
        if (Hint is not null)
        {
            output.Content.AppendHtml(Element("div", "field-hint", field.HintId, Hint));
        }

        AppendError(output.Content, field);
        var body = new TagBuilder("div");
        body.AddCssClass("field-body");
        body.InnerHtml.AppendHtml(controls.Render());
        output.Content.AppendHtml(body);
        output.Content.AppendHtml(inner);
    }

    private BoundField Bind(TagHelperOutput output)
    {
        var name = For is null
            ? Name ?? throw new InvalidOperationException("b-field needs « for » or « name ».")
            : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = output.Attributes["id"]?.Value?.ToString() ?? TagBuilder.CreateSanitizedId(name, "_");
        var state = ViewContext.ViewData.ModelState;
        var error = Error ?? ErrorOf(state, name) ?? (Kind == "date" ? ErrorOf(state, $"{name}.Jour") : null);
        var model = Value ?? For?.Model;
        var attributes = output.Attributes.Where(a => a.Name is not "class" and not "id")
            .ToDictionary(a => a.Name, a => a.Value is IHtmlContent or null ? Text(a.Value) : a.Value.ToString()!);
        return new BoundField(name, id, model, error, Hint is null || Kind == "checkbox" ? null : $"{id}-aide", state, attributes);
    }

    private TagBuilder LabelOf(BoundField field, bool group)
    {
        var label = new TagBuilder(group ? "legend" : "label");
        label.AddCssClass(Heading ? "field-label field-heading" : "field-label");
        if (!group)
        {
            label.Attributes["for"] = field.Id;
        }

        label.InnerHtml.Append(Label);
        if (Optional)
        {
            label.InnerHtml.AppendHtml(Element("span", "optional", null, " (facultatif)"));
        }

        if (!Heading)
        {
            return label;
        }

        var heading = new TagBuilder("h1");
        if (group)
        {
            heading.InnerHtml.AppendHtml(label.InnerHtml);
            label.InnerHtml.SetHtmlContent(heading);
            return label;
        }

        heading.InnerHtml.AppendHtml(label);
        return heading;
    }

    private void AppendError(TagHelperContent content, BoundField field)
    {
        if (field.Error is null)
        {
            return;
        }

        var error = new TagBuilder("p");
        error.AddCssClass("field-error");
        error.Attributes["id"] = field.ErrorId;
        error.InnerHtml.AppendHtml(Icon.Render(ViewContext.HttpContext, "circle-alert"));
        var words = new TagBuilder("span");
        words.InnerHtml.AppendHtml(Element("span", "visually-hidden", null, "Erreur : "));
        words.InnerHtml.Append(field.Error);
        error.InnerHtml.AppendHtml(words);
        content.AppendHtml(error);
    }

    private static string? ErrorOf(ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    private static string Text(object? content)
    {
        if (content is not IHtmlContent html)
        {
            return "";
        }

        using var writer = new StringWriter();
        html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return System.Net.WebUtility.HtmlDecode(writer.ToString());
    }

    internal static TagBuilder Element(string tag, string css, string? id, string text)
    {
        var element = new TagBuilder(tag);
        element.AddCssClass(css);
        if (id is not null)
        {
            element.Attributes["id"] = id;
        }

        element.InnerHtml.Append(text);
        return element;
    }

    internal static string Joined(params string?[] classes) => string.Join(' ', classes.Where(c => !string.IsNullOrEmpty(c)));
}
