using System.Globalization;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>Two letters on the colour of a commune or in a disc for a person; the name stands beside it unless <c>alone</c>.</summary>
[HtmlTargetElement("avatar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AvatarTagHelper : TagHelper
{
    [HtmlAttributeName("name")]
    public required string Name { get; set; }

    /// <summary>The colour of the palette, 1 to 12; the commune's own accent when absent.</summary>
    [HtmlAttributeName("color")]
    public int? Color { get; set; }

    [HtmlAttributeName("letters")]
    public string? Letters { get; set; }

    [HtmlAttributeName("person")]
    public bool Person { get; set; }

    [HtmlAttributeName("large")]
    public bool Large { get; set; }

    /// <summary>Leaves the name out where the page says it elsewhere on the same line.</summary>
    [HtmlAttributeName("alone")]
    public bool Alone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var letters = FieldTagHelper.Element("span", FieldTagHelper.Joined(
            "avatar",
            Person ? "avatar-person" : null,
            Large ? "avatar-large" : null,
            Color is null ? null : string.Create(CultureInfo.InvariantCulture, $"c{(Color.Value - 1) % CommunePalette.Size + 1}")), null, Letters ?? French.Initials(Name));
        letters.Attributes["aria-hidden"] = "true";

        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", FieldTagHelper.Joined("avatar-named", output.Attributes["class"]?.Value?.ToString()));
        output.Content.AppendHtml(letters);
        if (!Alone)
        {
            output.Content.AppendHtml(FieldTagHelper.Element("span", "avatar-name", null, Name));
        }
    }
}
