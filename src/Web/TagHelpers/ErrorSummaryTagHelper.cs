using System.Text.Encodings.Web;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>What is to be put right, said at the top of the page in the words of each field and leading to it, in the order of the fields; nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>A title of its own, where « Deux réponses sont à reprendre » does not fit.</summary>
    [HtmlAttributeName("title")]
    public string? Title { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ViewData.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .Select(entry => (entry.Key, Message: entry.Value!.Errors[0].ErrorMessage))
            .Where(error => error.Message.Length > 0)
            .ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        // Read first, without scripts too.
        output.Attributes.SetAttribute(new TagHelperAttribute("autofocus"));
        output.Attributes.SetAttribute("data-testid", "erreurs");

        var title = new TagBuilder("h2");
        title.InnerHtml.Append(Title ?? TitleOf(errors.Count));
        output.Content.AppendHtml(title);
        var list = new TagBuilder("ul");
        list.AddCssClass("error-list");
        // The fields come below the summary: their order is known once the page is drawn, which is before anything is written.
        list.InnerHtml.AppendHtml(new LateContent(() => Lines(errors, FieldOrder.Of(ViewContext.HttpContext))));
        output.Content.AppendHtml(list);
    }

    private static string TitleOf(int count) => count == 1
        ? "Une réponse est à reprendre"
        : $"{French.Capitalize(French.InWords(count, feminine: true))} réponses sont à reprendre";

    private static HtmlContentBuilder Lines(IEnumerable<(string Key, string Message)> errors, FieldOrder order)
    {
        var lines = new HtmlContentBuilder();
        foreach (var (key, message) in errors.OrderBy(error => order.RankOf(FieldOf(error.Key))))
        {
            lines.AppendHtml(Line(key, message));
        }

        return lines;
    }

    private static string FieldOf(string key) => key.EndsWith(".Jour", StringComparison.Ordinal) ? key[..^5] : key;

    private static TagBuilder Line(string key, string message)
    {
        var line = new TagBuilder("li");
        if (key.Length == 0)
        {
            line.InnerHtml.Append(message);
            return line;
        }

        var link = new TagBuilder("a");
        link.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(FieldOf(key), "_");
        link.InnerHtml.Append(message);
        line.InnerHtml.AppendHtml(link);
        return line;
    }

    private sealed class LateContent(Func<IHtmlContent> content) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => content().WriteTo(writer, encoder);
    }
}
