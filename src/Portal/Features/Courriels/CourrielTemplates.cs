using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Fluid;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>A mail lacks a mention that its template, and often the law, asks for: it is not sent.</summary>
public sealed class MissingMentionException(string kind, IReadOnlyList<string> mentions)
    : InvalidOperationException($"Le courriel « {kind} » ne peut pas partir sans : {string.Join(", ", mentions)}.")
{
    /// <summary>The mentions that lack.</summary>
    public IReadOnlyList<string> Mentions { get; } = mentions;
}

/// <summary>The mails of dossiers and of accounts, as templates with the mentions that each must carry. One that lacks a mention does not render.</summary>
public sealed partial class CourrielTemplates
{
    private const string Prefix = "Beffroi.Portal.Courriels.";
    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);

    /// <summary>Reads the templates.</summary>
    public CourrielTemplates()
    {
        var parser = new FluidParser();
        var assembly = typeof(CourrielTemplates).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var parts = reader.ReadToEnd().Split("\n---\n", 2);
            var head = parts[0].Split('\n').Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
            _templates[name[Prefix.Length..^".liquid".Length]] = new Template(
                parser.Parse(head["sujet"]), parser.Parse(parts[1]), head["mentions"].Split(',', StringSplitOptions.TrimEntries));
        }
    }

    /// <summary>The kinds of mail.</summary>
    public IReadOnlyCollection<string> Kinds => _templates.Keys;

    /// <summary>The mentions that a kind must carry.</summary>
    public IReadOnlyList<string> MentionsOf(string kind) => _templates[kind].Mentions;

    /// <summary>Writes a mail.</summary>
    /// <exception cref="MissingMentionException">A mention is empty.</exception>
    public RenderedCourriel Render(string kind, IReadOnlyDictionary<string, string?> values)
    {
        var template = _templates[kind];
        var missing = template.Mentions.Where(mention => string.IsNullOrWhiteSpace(values.GetValueOrDefault(mention))).ToList();
        if (missing.Count > 0)
        {
            throw new MissingMentionException(kind, missing);
        }

        var context = new TemplateContext();
        foreach (var (name, value) in values)
        {
            context.SetValue(name, value);
        }

        // A subject is one line, whatever was put into it: nothing can add a header.
        var subject = LineBreaks().Replace(template.Subject.Render(context, NullEncoder.Default), " ").Trim();
        var text = ManyEmptyLines().Replace(template.Body.Render(context, NullEncoder.Default), "\n\n").Trim() + "\n";
        return new RenderedCourriel(subject.Length > 180 ? subject[..180] : subject, text, ToHtml(text));
    }

    private static string ToHtml(string text)
    {
        var paragraphs = text.Trim().Split("\n\n")
            .Select(paragraph => "<p>" + Links().Replace(
                WebUtility.HtmlEncode(paragraph).Replace("\n", "<br>\n", StringComparison.Ordinal), "<a href=\"$0\">$0</a>") + "</p>");
        return "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"></head><body>" + string.Join('\n', paragraphs) + "</body></html>";
    }

    [GeneratedRegex(@"[\r\n]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ManyEmptyLines();

    // In text that is encoded already: the « & » of a query is « &amp; », and any other entity ends the address.
    [GeneratedRegex(@"https?://(?:&amp;|[^\s<>&])+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Links();

    private sealed record Template(IFluidTemplate Subject, IFluidTemplate Body, string[] Mentions);
}
