using System.Globalization;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Web.TagHelpers;

/// <summary>
/// An instant (<c>value</c>, UTC) or a day (<c>day</c>) in French and in Paris time, readable by machines. <c>form</c> is long
/// (default), date, short or hour; <c>relative</c> says « il y a 2 h » and <c>due</c> « dans 3 jours », with the full date in the title.
/// </summary>
[HtmlTargetElement("b-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeTagHelper : TagHelper
{
    [HtmlAttributeName("value")]
    public DateTime? Value { get; set; }

    [HtmlAttributeName("day")]
    public DateOnly? Day { get; set; }

    [HtmlAttributeName("form")]
    public string Form { get; set; } = "long";

    [HtmlAttributeName("relative")]
    public bool Relative { get; set; }

    [HtmlAttributeName("due")]
    public bool Due { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Value is null && Day is null)
        {
            output.SuppressOutput();
            return;
        }

        var clock = ViewContext.HttpContext.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        var now = clock.GetUtcNow().UtcDateTime;
        var today = FrenchDates.DayOf(now);
        var day = Day ?? FrenchDates.DayOf(Value!.Value);
        var full = Value is { } instant ? FrenchDates.LongDateTime(instant) : FrenchDates.LongDate(day);

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Value is { } utc
            ? FrenchDates.Machine(utc)
            : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (Relative || Due || Form == "short" || Form == "hour")
        {
            output.Attributes.SetAttribute("title", full);
        }

        output.Content.SetContent(Words(now, today, day, full));
    }

    private string Words(DateTime now, DateOnly today, DateOnly day, string full) => this switch
    {
        { Due: true } => FrenchDates.Due(day, today),
        { Relative: true, Value: { } utc } => FrenchDates.Relative(utc, now),
        { Relative: true } => FrenchDates.Due(day, today),
        { Form: "date" } => FrenchDates.Date(day),
        { Form: "short" } => FrenchDates.ShortDate(day, today),
        { Form: "hour", Value: { } utc } => FrenchDates.Hour(TimeOnly.FromDateTime(FrenchDates.ToParis(utc))),
        _ => full,
    };
}
