using System.Net;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>A mail ready for the outbox.</summary>
public sealed record RenderedCourriel(string Subject, string Text, string Html)
{
    /// <summary>The same mail with a line before it.</summary>
    public RenderedCourriel WithFirstLine(string line) => this with
    {
        Text = $"{line}\n\n{Text}",
        Html = Html.Replace("<body>", $"<body><p>{WebUtility.HtmlEncode(line)}</p>", StringComparison.Ordinal),
    };
}
