using PdfSharp.Fonts;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The receipt's own fonts, so that it looks the same on a server without any.</summary>
internal sealed class ReceiptFonts : IFontResolver
{
    public const string Family = "Beffroi Sans";

    private static readonly Lazy<bool> s_installed = new(() =>
    {
        GlobalFontSettings.FontResolver ??= new ReceiptFonts();
        return true;
    });

    /// <summary>Registers the fonts with the PDF library, whose settings are global, once.</summary>
    public static bool Installed => s_installed.Value;

    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? "BeffroiSans-Bold" : "BeffroiSans-Regular");

    public byte[]? GetFont(string faceName)
    {
        using var stream = typeof(ReceiptFonts).Assembly.GetManifestResourceStream("Beffroi.Portal.Receipts." + faceName)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
