using System.Text.Encodings.Web;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Web.Tests;

public sealed class ErrorSummaryTests
{
    [Fact]
    public async Task Summary_ErrorsInAnotherOrderThanTheFields_FollowsTheFields()
    {
        var state = new ModelStateDictionary();
        foreach (var key in new[] { "Inconnu", "Naissance.Jour", "Courriel", "Nom", "" })
        {
            state.AddModelError(key, "Erreur " + key);
        }

        var view = new ViewContext
        {
            HttpContext = new DefaultHttpContext(),
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), state),
        };

        // As on a page: the summary first, then the fields, and all is written at the end.
        var summary = Output("error-summary");
        new ErrorSummaryTagHelper { ViewContext = view }.Process(Context(), summary);
        foreach (var (name, kind) in new[] { ("Nom", "text"), ("Courriel", "text"), ("Naissance", "date") })
        {
            await new FieldTagHelper { ViewContext = Silent(view), Name = name, Kind = kind, Label = name }.ProcessAsync(Context(), Output("b-field"));
        }

        using var written = new StringWriter();
        summary.WriteTo(written, HtmlEncoder.Default);
        var order = new[] { "Erreur </li>", "Erreur Nom", "Erreur Courriel", "Erreur Naissance.Jour", "Erreur Inconnu" }
            .Select(text => written.ToString().IndexOf(text, StringComparison.Ordinal))
            .ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
    }

    // The same request, without the errors: drawing one asks the host for an icon.
    private static ViewContext Silent(ViewContext view) => new()
    {
        HttpContext = view.HttpContext,
        ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()),
    };

    private static TagHelperContext Context() => new([], new Dictionary<object, object>(), "essai");

    private static TagHelperOutput Output(string tag) => new(tag, [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
}
