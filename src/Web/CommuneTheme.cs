using System.Text.RegularExpressions;

namespace Beffroi.Web;

/// <summary>The commune's colour turned into the accents of its pages, light and dark, each dark or light enough to be read.</summary>
public static partial class CommuneTheme
{
    /// <summary>The colour used where a commune has chosen none, or one that cannot be read.</summary>
    public const string Default = "#1d4f76";

    private const double Readable = 4.5;

    /// <summary>Whether a text is a colour of the form #rrggbb.</summary>
    public static bool IsColour(string? hex) => hex is not null && Hex().IsMatch(hex);

    /// <summary>The accent really used for a colour: darkened, hue kept, until white letters hold 4.5 on it.</summary>
    public static string Accent(string? hex)
    {
        var colour = IsColour(hex) ? hex!.ToLowerInvariant() : Default;
        var tone = Oklch.Parse(colour);
        while (Oklch.Contrast(colour, "#ffffff") < Readable)
        {
            tone = tone with { Lightness = tone.Lightness - 0.01 };
            colour = tone.ToHex();
        }

        return colour;
    }

    /// <summary>The text of <c>/theme.css</c> for a colour written #rrggbb; anything else gives the default colour.</summary>
    public static string Css(string? hex)
    {
        var accent = Accent(hex);
        var tone = Oklch.Parse(accent);
        var soft = With(tone, 0.95, 0.14, 0.02);
        // On its own pale ground an accent loses a little contrast: link text is darkened for that ground too.
        var text = Darkened(tone, soft);
        var strong = Darkened(tone with { Lightness = Math.Max(0.2, tone.Lightness - 0.09) }, soft);
        var darkSoft = With(tone, 0.28, 0.5, 0.04);
        var darkText = Lightened(With(tone, 0.79, 1, 0.1), darkSoft);
        var darkStrong = Lightened(With(tone, 0.87, 1, 0.07), darkSoft);
        return $$"""
            @layer theme {
              :root {
                --commune: {{accent}};
                --accent: {{text}};
                --accent-strong: {{strong}};
                --accent-soft: {{soft}};
                --accent-line: {{With(tone, 0.84, 0.45, 0.05)}};
                --accent-fill: {{accent}};
                --accent-fill-strong: {{strong}};
                --on-accent: #ffffff;
                --on-accent-2: #ffffff;
              }
              @media (prefers-color-scheme: dark) {
                :root {
                  --accent: {{darkText}};
                  --accent-strong: {{darkStrong}};
                  --accent-soft: {{darkSoft}};
                  --accent-line: {{With(tone, 0.43, 0.7, 0.06)}};
                }
              }
            }

            """;
    }

    private static string With(Oklch tone, double lightness, double share, double most) =>
        new Oklch(lightness, Math.Min(tone.Chroma * share, most), tone.Hue).ToHex();

    private static string Darkened(Oklch tone, string ground) => Moved(tone, ground, -0.01);

    private static string Lightened(string colour, string ground) => Moved(Oklch.Parse(colour), ground, 0.01);

    private static string Moved(Oklch tone, string ground, double step)
    {
        while (Oklch.Contrast(tone.ToHex(), ground) < Readable)
        {
            tone = tone with { Lightness = tone.Lightness + step };
        }

        return tone.ToHex();
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.None, 100)]
    private static partial Regex Hex();
}
