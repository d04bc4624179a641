using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>An icon of the sprite, hidden from screen readers: a word stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>The identifier in icons.svg, such as « clock ».</summary>
    [HtmlAttributeName("name")]
    public required string Name { get; set; }

    /// <summary>« large » (28 px) or « huge » (48 px); otherwise 1.25 times the text.</summary>
    [HtmlAttributeName("size")]
    public string? Size { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var extra = output.Attributes["class"]?.Value;
        output.SuppressOutput();
        var classes = string.Join(' ', new[] { Size is null ? null : $"icon-{Size}", extra?.ToString() }.Where(c => c is not null));
        output.Content.SetHtmlContent(Icon.Render(ViewContext.HttpContext, Name, classes));
    }
}

internal static class Icon
{
    public static IHtmlContent Render(HttpContext context, string name, string? classes = null)
    {
        var svg = new TagBuilder("svg");
        svg.Attributes["class"] = string.IsNullOrEmpty(classes) ? "icon" : $"icon {classes}";
        // Read only when styles are off: a sprite without a size fills the page.
        svg.Attributes["width"] = "20";
        svg.Attributes["height"] = "20";
        svg.Attributes["aria-hidden"] = "true";
        var use = new TagBuilder("use");
        use.Attributes["href"] = $"{context.Asset("icons.svg")}#{name}";
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }
}
