using System.Globalization;
using System.Text.RegularExpressions;

namespace Beffroi.Portal.Communes;

/// <summary>The frame of one outline cut out of a larger drawing.</summary>
public static partial class OutlineBox
{
    /// <summary>The <c>viewBox</c> that holds an SVG path of absolute points, as <c>Outlines</c> writes them; null when it has none.</summary>
    public static string? ViewBox(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (Match point in Point().Matches(path))
        {
            var x = double.Parse(point.Groups["x"].ValueSpan, CultureInfo.InvariantCulture);
            var y = double.Parse(point.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }

        return right > left && bottom > top
            ? string.Create(CultureInfo.InvariantCulture, $"{left:0.#} {top:0.#} {right - left:0.#} {bottom - top:0.#}")
            : null;
    }

    [GeneratedRegex(@"(?<x>-?\d+(?:\.\d+)?),(?<y>-?\d+(?:\.\d+)?)", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Point();
}
