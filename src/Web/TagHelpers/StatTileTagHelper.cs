using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>One figure with what it counts and a sentence that judges it; stands in <c>&lt;dl class="stats"&gt;</c>. <c>trend</c> is good or bad.</summary>
[HtmlTargetElement("stat-tile", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatTileTagHelper : TagHelper
{
    [HtmlAttributeName("label")]
    public string Label { get; set; } = "";

    [HtmlAttributeName("value")]
    public string Value { get; set; } = "";

    [HtmlAttributeName("note")]
    public string? Note { get; set; }

    [HtmlAttributeName("trend")]
    public string? Trend { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", FieldTagHelper.Joined("stat", Trend is null ? null : $"stat-{Trend}"));
        output.Content.AppendHtml(FieldTagHelper.Element("dt", "stat-label", null, Label));
        output.Content.AppendHtml(FieldTagHelper.Element("dd", "stat-value", null, Value));
        if (Note is not null)
        {
            output.Content.AppendHtml(FieldTagHelper.Element("dd", "stat-note", null, Note));
        }
    }
}
