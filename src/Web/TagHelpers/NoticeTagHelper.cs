using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>A message to the reader: info, success, warning or urgent, told by icon and word as well as by colour. <c>band</c> spans the page under the header.</summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTagHelper : TagHelper
{
    [HtmlAttributeName("kind")]
    public string Kind { get; set; } = "info";

    /// <summary>The title; without one, the kind's own word is read aloud (« Information », « Fait », « Attention », « Urgent »).</summary>
    [HtmlAttributeName("title")]
    public string? Title { get; set; }

    [HtmlAttributeName("icon")]
    public string? IconName { get; set; }

    [HtmlAttributeName("band")]
    public bool Band { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var (icon, word, role) = Kind switch
        {
            "success" => ("circle-check", "Fait", "status"),
            "warning" => ("triangle-alert", "Attention", null),
            "urgent" => ("circle-alert", "Urgent", null),
            _ => ("info", "Information", null),
        };
        var content = await output.GetChildContentAsync();
        output.TagName = Band ? "section" : "div";
        if (Band)
        {
            output.Attributes.SetAttribute("aria-label", Title ?? word);
        }

        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", FieldTagHelper.Joined(
            Band ? "band" : "notice", $"notice-{Kind}", output.Attributes["class"]?.Value?.ToString()));
        if (role is not null)
        {
            output.Attributes.SetAttribute("role", role);
        }

        var title = Title is null
            ? FieldTagHelper.Element("span", "visually-hidden", null, $"{word} : ")
            : new TagBuilder(Band ? "span" : "p");
        var drawing = Icon.Render(ViewContext.HttpContext, IconName ?? icon);
        if (Title is not null)
        {
            title.AddCssClass("notice-title");
            if (Band)
            {
                title.InnerHtml.AppendHtml(drawing);
            }

            title.InnerHtml.Append(Title);
        }

        var body = new TagBuilder("div");
        body.AddCssClass(Band ? "wrap" : "notice-body");
        body.InnerHtml.AppendHtml(title);
        body.InnerHtml.AppendHtml(content);
        if (!Band)
        {
            output.Content.AppendHtml(drawing);
        }

        output.Content.AppendHtml(body);
    }
}
