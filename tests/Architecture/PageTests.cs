using System.Reflection;
using System.Text.RegularExpressions;
using Beffroi.Architecture.Tests.Samples;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Architecture.Tests;

/// <summary>What every page says and leaves alone: its hosts, its route; writes are for handlers.</summary>
public sealed partial class PageTests
{
    // The examples of the look, mapped in development only, on any host.
    private const string Examples = "Beffroi.Web.Features.Composants.ComposantsModel";

    // Reads with a scope of its own: whom a page is closed to may have none.
    private const string NoAccess = "Beffroi.Portal.Features.Bureau.NoAccessModel uses PortalContexts";

    private static readonly string[] s_writers = ["Beffroi.Portal.Data.PortalWrites", "Beffroi.Portal.Data.PortalContexts"];

    [Fact]
    public void EveryPageModel_SaysItsHosts() => Assert.Empty(WithoutHost(Models).Except([Examples]));

    [Fact]
    public void PageModelWithoutHosts_IsReported() => Assert.Equal([typeof(LostModel).FullName], WithoutHost([typeof(LostModel)]));

    [Fact]
    public void NoPageModel_Writes() => Assert.Equal([NoAccess], Writing(Models, Code.Uses, Code.Calls));

    [Fact]
    public void PageModelThatWrites_IsReported()
    {
        var assembly = typeof(LostModel).Assembly;

        Assert.Equal(
            [$"{typeof(LostModel).FullName} uses PortalWrites", $"{typeof(LostModel).FullName} saves"],
            Writing([typeof(LostModel)], Code.UsesOf(assembly), Code.CallsOf(assembly)));
    }

    [Fact]
    public void NoView_ReadsTheDatabase()
    {
        var views = Code.Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(RazorPageBase))).Select(type => type.FullName!).ToHashSet();

        Assert.Contains(Code.Uses, use => views.Contains(use.From));
        Assert.Empty(Reading(views, Code.Uses));
    }

    [Fact]
    public void ViewThatReadsTheDatabase_IsReported() =>
        Assert.Equal(["View → Beffroi.Portal.Data.PortalDb"], Reading(["View"], [new Use("View", "Beffroi.Portal.Data.PortalDb"), new Use("View", "System.String")]));

    [Fact]
    public void EveryPage_WritesItsAbsoluteRoute() => Assert.Empty(WithoutRoute(Code.Sources("*.cshtml", "src")));

    [Theory]
    [InlineData("@page\n@model M\n")]
    [InlineData("@page \"demarches\"\n")]
    [InlineData("@page \"{id}\"\n")]
    public void PageWithoutAbsoluteRoute_IsReported(string text) =>
        Assert.Equal(["Sample.cshtml"], WithoutRoute([new SourceFile("Sample.cshtml", text)]));

    [Fact]
    public void NoPage_HoldsInlineScriptOrStyle() => Assert.Empty(Inline(Code.Sources("*.cshtml", "src")));

    [Theory]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<style>p { }</style>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<button\n onclick=\"go()\">")]
    [InlineData("<a href=\"javascript:go()\">")]
    public void InlineScriptOrStyle_IsReported(string text) => Assert.Equal(["Sample.cshtml"], Inline([new SourceFile("Sample.cshtml", text)]));

    private static IEnumerable<Type> Models => Code.Types.Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract);

    private static IEnumerable<string?> WithoutHost(IEnumerable<Type> models) =>
        models.Where(model => model.GetCustomAttribute<OnHostAttribute>() is not { Kinds.Count: > 0 }).Select(model => model.FullName);

    private static IEnumerable<string> Writing(IEnumerable<Type> models, IReadOnlyList<Use> uses, IReadOnlyList<Use> calls)
    {
        foreach (var model in models.Select(model => model.FullName!))
        {
            foreach (var writer in s_writers.Where(writer => uses.Contains(new Use(model, writer))))
            {
                yield return $"{model} uses {writer.Split('.')[^1]}";
            }

            if (calls.Any(call => call.From == model && Saves().IsMatch(call.To)))
            {
                yield return $"{model} saves";
            }
        }
    }

    private static IEnumerable<string> Reading(HashSet<string> views, IReadOnlyList<Use> uses) => uses
        .Where(use => views.Contains(use.From) && (Wall.IsIn(use.To, "Microsoft.EntityFrameworkCore") || Wall.IsIn(use.To, "Beffroi.Portal.Data") || Wall.IsIn(use.To, "Beffroi.Identity.Data")))
        .Select(use => $"{use.From} → {use.To}");

    private static IEnumerable<string> WithoutRoute(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Text.TrimStart('\uFEFF').StartsWith("@page", StringComparison.Ordinal) && !file.Text.TrimStart('\uFEFF').StartsWith("@page \"/", StringComparison.Ordinal))
            .Select(file => file.Name);

    private static IEnumerable<string> Inline(IEnumerable<SourceFile> files) => files.Where(file => InlineCode().IsMatch(file.Text)).Select(file => file.Name);

    [GeneratedRegex(@"::(SaveChanges|ExecuteUpdate|ExecuteDelete|ExecuteSql)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Saves();

    [GeneratedRegex(
        @"<[^>]*\s(style|on[a-z]+)\s*=|<style\b|<script(?![^>]*\bsrc=)[^>]*>|javascript:",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex InlineCode();
}
