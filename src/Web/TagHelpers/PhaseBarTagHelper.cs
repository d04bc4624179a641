using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.TagHelpers;

/// <summary>Where a dossier stands in Qualification, Traitement, Délivrance.</summary>
[HtmlTargetElement("phase-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PhaseBarTagHelper : TagHelper
{
    private static readonly string[] Keys = ["reception", "qualification", "traitement", "delivrance", "cloture"];

    /// <summary>reception, qualification, traitement, delivrance or cloture, in any case.</summary>
    [HtmlAttributeName("current")]
    public string Current { get; set; } = "reception";

    /// <summary>Says it in the usager's words: Vérification, En cours, Remise.</summary>
    [HtmlAttributeName("usager")]
    public bool Usager { get; set; }

    [HtmlAttributeName("detail-qualification")]
    public string? DetailQualification { get; set; }

    [HtmlAttributeName("detail-traitement")]
    public string? DetailTraitement { get; set; }

    [HtmlAttributeName("detail-delivrance")]
    public string? DetailDelivrance { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var key = Current.ToLowerInvariant();
        var rank = Array.IndexOf(Keys, key);
        if (rank < 0)
        {
            throw new InvalidOperationException($"Unknown phase « {Current} ».");
        }

        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", FieldTagHelper.Joined("phases", output.Attributes["class"]?.Value?.ToString()));
        output.Attributes.SetAttribute("aria-label", "Avancement");
        output.Attributes.SetAttribute("data-testid", "phase");
        output.Attributes.SetAttribute("data-phase", key);
        output.Content.AppendHtml(Step(rank - 1, Usager ? rank > 1 ? "Vérifiée" : "Vérification" : "Qualification", "list-filter", DetailQualification));
        output.Content.AppendHtml(Step(rank - 2, Usager ? rank > 2 ? "Traitée" : "En cours" : "Traitement", "wrench", DetailTraitement));
        output.Content.AppendHtml(Step(rank - 3, Usager ? "Remise" : "Délivrance", "package-check", DetailDelivrance));
    }

    /// <param name="distance">Positive when the dossier is beyond this phase, 0 when it is in it.</param>
    private TagBuilder Step(int distance, string name, string icon, string? detail)
    {
        var step = new TagBuilder("li");
        step.AddCssClass(distance switch { > 0 => "phase phase-done", 0 => "phase phase-current", _ => "phase" });
        if (distance == 0)
        {
            step.Attributes["aria-current"] = "step";
        }

        var title = new TagBuilder("span");
        title.AddCssClass("phase-name");
        if (distance >= 0)
        {
            title.InnerHtml.AppendHtml(Icon.Render(ViewContext.HttpContext, distance > 0 ? "check" : icon));
        }

        title.InnerHtml.Append(name);
        title.InnerHtml.AppendHtml(FieldTagHelper.Element("span", "visually-hidden", null, distance switch
        {
            > 0 => " : terminée",
            0 => " : en cours",
            _ => " : à venir",
        }));
        step.InnerHtml.AppendHtml(title);
        if (detail is not null)
        {
            step.InnerHtml.AppendHtml(FieldTagHelper.Element("span", "phase-detail", null, detail));
        }

        return step;
    }
}
