using System.Text.Json;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.TestKit;
using CsCheck;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>The browser and the server read the conditions of a page alike.</summary>
public sealed class ConditionTests
{
    private const int Forms = 6000;

    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 27), "Saint-Lô", Liaison.De);
    private static readonly DemarcheDefinition s_any = DemarcheCatalogue.Load().Find("acte-naissance")!;

    [Fact]
    public async Task Decide_OnThousandsOfForms_IsWhatTheServerDecides()
    {
        var forms = new List<(RandomForm Form, string Rules, Dictionary<string, bool> Server)>();
        RandomForms.All.Sample(form =>
        {
            if (Served(form) is { } served)
            {
                lock (forms)
                {
                    forms.Add((form, served.Rules, served.Shown));
                }
            }
        }, iter: Forms);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync();
        var module = await File.ReadAllTextAsync(Repository.File("src/Web/wwwroot/js/conditions.js"), TestContext.Current.CancellationToken);
        await page.RouteAsync("**/*", route => route.FulfillAsync(route.Request.Url.EndsWith(".js", StringComparison.Ordinal)
            ? new() { ContentType = "text/javascript", Body = module } : new() { ContentType = "text/html", Body = "<!doctype html><title>Essai</title>" }));
        await page.GotoAsync("http://essai.localhost/");
        var cases = JsonSerializer.Serialize(forms.Select(form => new { rules = form.Rules, typed = form.Form.Typed }));
        var answers = JsonDocument.Parse(await page.EvaluateAsync<string>(
            """
            async cases => {
              const { decide } = await import('/conditions.js');
              return JSON.stringify(JSON.parse(cases).map(({ rules, typed }) => Object.fromEntries(decide(JSON.parse(rules), name => typed[name] ?? []))));
            }
            """, cases)).RootElement.EnumerateArray().ToList();

        var (told, left) = (0, 0);
        foreach (var (answer, (form, rules, server)) in answers.Zip(forms))
        {
            foreach (var pair in answer.EnumerateObject().Where(pair => server.ContainsKey(pair.Name)))
            {
                if (pair.Value.ValueKind is JsonValueKind.Null)
                {
                    left++;
                    continue;
                }

                told++;
                Assert.True(server[pair.Name] == pair.Value.GetBoolean(), $"{pair.Name}: {server[pair.Name]} on the server\n{rules}\n{JsonSerializer.Serialize(form.Typed)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{forms.Count} forms, {told} decided, {left} left to the server");
        Assert.True(forms.Count > 2000 && told > 5 * left, $"{forms.Count} forms, {told} decided, {left} left to the server");
    }

    // What the server decides of every question and answer that the script knows of, once the page is posted.
    private static (string Rules, Dictionary<string, bool> Shown)? Served(RandomForm form)
    {
        var definition = s_any with { Pages = form.Pages };
        var before = new FormValidation(definition, FormAnswers.Empty, s_context).ValidatePage(form.Pages[0], form.Typed).Answers;
        var page = form.Pages[1];
        if (FormPageView.Of(new FormFlow(definition, before, s_context), page, scripted: true).Conditions is not { } rules)
        {
            return null;
        }

        var flow = new FormFlow(definition, new FormValidation(definition, before, s_context).ValidatePage(page, form.Typed).Answers, s_context);
        var visible = flow.VisibleFields(page).ToHashSet();
        var shown = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var field in page.AllFields())
        {
            shown[field.Id] = visible.Contains(field);
            var offered = flow.VisibleOptions(field).Select(option => option.Value).ToHashSet(StringComparer.Ordinal);
            field.Options.ToList().ForEach(option => shown[$"{field.Id}={option.Value}"] = offered.Contains(option.Value));
            if (flow.Answers[field.Id] is BlockAnswer block)
            {
                AddItems(flow, field, block, shown);
            }
        }

        return (rules, shown);
    }

    private static void AddItems(FormFlow flow, FieldDefinition field, BlockAnswer block, Dictionary<string, bool> shown)
    {
        for (var number = 0; number < block.Items.Length; number++)
        {
            var asked = flow.ItemFields(field, block.Items[number]).Select(inside => inside.Field.Id).ToHashSet(StringComparer.Ordinal);
            field.Fields.ToList().ForEach(inside => shown[FormValidation.ItemPlace(field.Id, number, inside.Id)] = asked.Contains(inside.Id));
        }
    }
}
