using Beffroi.Web;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>Source Sans 3 for documents (OFL-1.1, Fonts/OFL.txt): the only fonts they use, so that a sheet looks the same on every machine.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private const string Family = "Source Sans 3";
    private const string Prefix = "Beffroi.Portal.Fonts.";

    /// <summary>A font of a size in points.</summary>
    public static XFont Font(double size, bool bold = false)
    {
        // PDFsharp has one resolver for the process.
        GlobalFontSettings.FontResolver ??= new EmbeddedFonts();
        return new XFont(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
    }

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
        new(isBold ? "SourceSans3-Bold.ttf" : "SourceSans3-Regular.ttf");

    public byte[]? GetFont(string faceName)
    {
        using var font = PackedResource.Open(typeof(EmbeddedFonts).Assembly, Prefix + faceName);
        var bytes = new MemoryStream();
        font.CopyTo(bytes);
        return bytes.ToArray();
    }
}
