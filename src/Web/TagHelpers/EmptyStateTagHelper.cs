using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>What a list says when it holds nothing: a drawing, a title, and what to do next.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    [HtmlAttributeName("icon")]
    public string IconName { get; set; } = "inbox";

    [HtmlAttributeName("title")]
    public string Title { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.Content.AppendHtml(Icon.Render(ViewContext.HttpContext, IconName));
        var title = new TagBuilder("h2");
        title.InnerHtml.Append(Title);
        output.Content.AppendHtml(title);
        if (!content.IsEmptyOrWhiteSpace)
        {
            var body = new TagBuilder("div");
            body.AddCssClass("empty-body");
            body.InnerHtml.AppendHtml(content);
            output.Content.AppendHtml(body);
        }
    }
}
