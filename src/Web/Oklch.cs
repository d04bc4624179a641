using System.Globalization;
using System.Runtime.InteropServices;

namespace Beffroi.Web;

/// <summary>A colour by lightness, chroma and hue as the eye sees them (OKLab, Björn Ottosson 2020), to darken without changing its hue.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    public static Oklch Parse(string hex)
    {
        var (r, g, b) = (Linear(hex, 1), Linear(hex, 3), Linear(hex, 5));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        return new Oklch(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, Math.Sqrt(a * a + bb * bb), Math.Atan2(bb, a));
    }

    /// <summary>The nearest colour a screen shows, chroma lowered until it fits.</summary>
    public string ToHex()
    {
        var colour = this;
        while (colour.Chroma > 0.001 && colour.Channels().Any(c => c is < -0.0005 or > 1.0005))
        {
            colour = colour with { Chroma = colour.Chroma * 0.97 };
        }

        return "#" + string.Concat(colour.Channels().Select(c => Encoded(Math.Clamp(c, 0, 1)).ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>The contrast of WCAG 2 between two colours, from 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private double[] Channels()
    {
        var (a, b) = (Chroma * Math.Cos(Hue), Chroma * Math.Sin(Hue));
        var l = Math.Pow(Lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(Lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(Lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return
        [
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
        ];
    }

    private static double Luminance(string hex) =>
        0.2126 * Linear(hex, 1) + 0.7152 * Linear(hex, 3) + 0.0722 * Linear(hex, 5);

    private static double Linear(string hex, int at)
    {
        var value = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Encoded(double value) =>
        (int)Math.Round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * Math.Pow(value, 1 / 2.4) - 0.055));
}
