using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The follow-up address as a QR code for a page: inline SVG without a style attribute, so that the strict policy lets it show.</summary>
public static class QrSvg
{
    private const int MaxLength = 500;
    private const int Quiet = 4;

    /// <summary>Draws the text; the colour is the page's (<c>currentColor</c>) on white.</summary>
    /// <exception cref="ArgumentException">The text is empty or longer than 500 characters.</exception>
    public static string Render(string text, string label = "Code QR de la page de suivi")
    {
        var rows = Modules(text);
        var size = (rows.Length + (2 * Quiet)).ToString(CultureInfo.InvariantCulture);
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\"")
            .Append(CultureInfo.InvariantCulture, $" viewBox=\"0 0 {size} {size}\" width=\"160\" height=\"160\" shape-rendering=\"crispEdges\">")
            .Append(CultureInfo.InvariantCulture, $"<rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path fill=\"#14202b\" d=\"");
        foreach (var (x, y, length) in Runs(rows))
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{x + Quiet} {y + Quiet}h{length}v1h-{length}z");
        }

        return svg.Append("\"/></svg>").ToString();
    }

    /// <summary>The dark modules, row by row, without the quiet zone.</summary>
    internal static bool[][] Modules(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxLength, nameof(text));
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // QRCoder's matrix carries its own quiet zone of four modules on each side.
        var size = data.ModuleMatrix.Count - (2 * Quiet);
        return [.. Enumerable.Range(Quiet, size).Select(y => Enumerable.Range(Quiet, size).Select(x => data.ModuleMatrix[y][x]).ToArray())];
    }

    /// <summary>The dark modules joined into horizontal runs.</summary>
    internal static IEnumerable<(int X, int Y, int Length)> Runs(bool[][] rows)
    {
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows.Length; x++)
            {
                var start = x;
                while (x < rows.Length && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    yield return (start, y, x - start);
                }
            }
        }
    }
}
