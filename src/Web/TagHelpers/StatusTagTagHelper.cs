using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>A state in one word with its icon: reception, qualification, traitement, delivrance, cloture, attente, retard, info, success, warning or danger.</summary>
[HtmlTargetElement("status-tag")]
public sealed class StatusTagTagHelper : TagHelper
{
    [HtmlAttributeName("kind")]
    public string Kind { get; set; } = "info";

    [HtmlAttributeName("icon")]
    public string? IconName { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var kind = Kind.ToLowerInvariant();
        var (icon, word) = kind switch
        {
            "reception" => ("inbox", "Réception"),
            "qualification" => ("list-filter", "Qualification"),
            "traitement" => ("wrench", "Traitement"),
            "delivrance" => ("package-check", "Délivrance"),
            "cloture" => ("archive", "Clôturée"),
            "attente" => ("hourglass", "Attend l’usager"),
            "retard" => ("alarm-clock", "En retard"),
            "success" => ("circle-check", "Fait"),
            "warning" => ("triangle-alert", "À vérifier"),
            "danger" => ("circle-alert", "Refusé"),
            _ => ("info", "Information"),
        };
        var content = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", FieldTagHelper.Joined("tag", $"tag-{kind}", output.Attributes["class"]?.Value?.ToString()));
        output.Content.AppendHtml(Icon.Render(ViewContext.HttpContext, IconName ?? icon));
        if (content.IsEmptyOrWhiteSpace)
        {
            output.Content.Append(word);
            return;
        }

        output.Content.AppendHtml(content);
    }
}
