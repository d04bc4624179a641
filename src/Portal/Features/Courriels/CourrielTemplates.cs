using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Beffroi.Portal.Delais;
using Fluid;
using Fluid.Values;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>Renders the mails of the town hall from templates that are data; one that lacks a mention does not render.</summary>
public static partial class CourrielTemplates
{
    private const int MaxSubject = 150;
    private static readonly FluidParser s_parser = new();
    private static readonly TemplateOptions s_options = Options();
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, IFluidTemplate> s_templates = new(StringComparer.Ordinal);

    /// <summary>Renders a mail of the kind that its model says.</summary>
    /// <exception cref="MissingMentionException">A mention is missing.</exception>
    public static RenderedCourriel Render(CourrielModel model) => Render(CourrielKinds.Of(model), model);

    /// <summary>Renders a mail: subject on one line, plain text, and the same as simple HTML.</summary>
    /// <exception cref="MissingMentionException">A mention is missing.</exception>
    /// <exception cref="ArgumentException">The model is not that of the kind.</exception>
    public static RenderedCourriel Render(string kind, CourrielModel model)
    {
        if (CourrielKinds.Of(model) != kind)
        {
            throw new ArgumentException($"The mail {kind} cannot be made from {model.GetType().Name}.", nameof(model));
        }

        if (Mentions.MissingIn(model) is { Count: > 0 } missing)
        {
            throw new MissingMentionException(kind, missing);
        }

        var context = new TemplateContext(model, s_options);
        context.SetValue("silence", SilenceOf(model));
        var rendered = Template(kind).Render(context).Replace("\r", "", StringComparison.Ordinal);
        // The first line of a template is its subject; a value that brings line breaks cannot move that border, since values lose them there.
        var border = rendered.IndexOf('\n', StringComparison.Ordinal);
        var text = TooManyLines().Replace(rendered[border..], "\n\n").Trim() + "\n";
        return new RenderedCourriel(OneLine(rendered[..border]), text, Html(model.Commune, text));
    }

    private static IFluidTemplate Template(string kind) => s_templates.GetOrAdd(kind, name =>
    {
        using var stream = typeof(CourrielTemplates).Assembly.GetManifestResourceStream("Beffroi.Portal.Courriels." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return s_parser.Parse(reader.ReadToEnd());
    });

    private static TemplateOptions Options()
    {
        var options = new TemplateOptions { MaxSteps = 20_000, MaxRecursion = 20 };
        options.MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.SnakeCase };
        options.Filters.AddFilter("ligne", (input, _, _) => new StringValue(OneLine(input.ToStringValue())));
        options.Filters.AddFilter("date_longue", (input, _, _) => new StringValue(input.ToObjectValue() switch
        {
            DateOnly date => LegalDates.InWords(date),
            DateTime instant => LegalDates.InWords(LegalDates.ParisDate(instant)),
            DateTimeOffset instant => LegalDates.InWords(DateOnly.FromDateTime(instant.DateTime)),
            _ => "",
        }));
        options.Filters.AddFilter("instant_long", (input, _, _) => new StringValue(input.ToObjectValue() switch
        {
            DateTime instant => LegalDates.InWordsWithTime(instant),
            DateTimeOffset instant => LegalDates.InWordsWithTime(instant.UtcDateTime),
            _ => "",
        }));
        // Fluid turns dates into its own values with an offset; as plain objects they keep their kind.
        options.ValueConverters.Add(value => value is DateTime or DateOnly ? new ObjectValue(value) : null);
        return options;
    }

    private static string SilenceOf(CourrielModel model) => (model switch
    {
        AccuseReception ar => ar.Silence,
        DemandeDePieces demande => demande.Silence,
        _ => SilenceEffect.SansObjet,
    }).ToString().ToLowerInvariant();

    /// <summary>One line without control characters, so that no value can add a header.</summary>
    private static string OneLine(string value)
    {
        var line = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        var text = Spaces().Replace(line.ToString(), " ").Trim();
        return text.Length <= MaxSubject ? text : text[..(MaxSubject - 1)].TrimEnd() + "…";
    }

    private static string Html(string commune, string text)
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>")
            .Append(WebUtility.HtmlEncode(OneLine(commune))).Append("</title></head>\n<body>\n<h1>").Append(WebUtility.HtmlEncode(OneLine(commune))).Append("</h1>\n");
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Trim('\n').Split('\n');
            if (Array.TrueForAll(lines, line => line.StartsWith("– ", StringComparison.Ordinal)))
            {
                html.Append("<ul>").AppendJoin("", lines.Select(line => $"<li>{Linked(line[2..])}</li>")).Append("</ul>\n");
            }
            else
            {
                html.Append("<p>").AppendJoin("<br>", lines.Select(Linked)).Append("</p>\n");
            }
        }

        return html.Append("</body></html>\n").ToString();
    }

    private static string Linked(string line) =>
        Address().Replace(WebUtility.HtmlEncode(line), match => $"<a href=\"{match.Value}\">{match.Value}</a>");

    [GeneratedRegex(@"\n{3,}", RegexOptions.None, 1000)]
    private static partial Regex TooManyLines();

    [GeneratedRegex(" {2,}", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    // Only a line that is an address becomes a link: a person's words never do.
    [GeneratedRegex(@"^https?://\S+$", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
