using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The page being drawn: where the pen is, and the structure that a screen reader follows.</summary>
internal sealed class ReceiptSheet
{
    private readonly PdfDocument _document;

    public ReceiptSheet(PdfDocument document, StructureBuilder structure, XColor accent)
    {
        _document = document;
        Structure = structure;
        Accent = new XSolidBrush(accent);
        Soft = new XSolidBrush(XColor.FromArgb(Tint(accent.R), Tint(accent.G), Tint(accent.B)));
        Graphics = Page();
    }

    public static XBrush Ink { get; } = new XSolidBrush(XColor.FromArgb(0x14, 0x20, 0x2B));

    public static XBrush Muted { get; } = new XSolidBrush(XColor.FromArgb(0x4A, 0x58, 0x66));

    public static XPen Rule { get; } = new(XColor.FromArgb(0xD8, 0xDF, 0xE5), 0.75);

    public StructureBuilder Structure { get; }

    public XGraphics Graphics { get; private set; }

    public XBrush Accent { get; }

    public XBrush Soft { get; }

    public double Y { get; set; }

    public static XFont Font(double size, bool bold = false) => new(ReceiptFonts.Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    /// <summary>Draws what a screen reader passes over.</summary>
    public void Artifact(Action<XGraphics> draw)
    {
        Structure.BeginArtifact();
        draw(Graphics);
        Structure.End();
    }

    /// <summary>Writes a block, wrapped in its width; the pen ends below it.</summary>
    public void Text(PdfBlockLevelElementTag tag, string text, XFont font, XBrush brush, double x, double top, double width)
    {
        var leading = font.Size * 1.35;
        Structure.BeginElement(tag);
        var y = top;
        foreach (var line in Wrap(text, font, width))
        {
            Graphics.DrawString(line, font, brush, new XPoint(x, y + font.Size));
            y += leading;
        }

        Structure.End();
        Y = y;
    }

    /// <summary>Turns the page when less than the height is left.</summary>
    public void Room(double height, double bottom)
    {
        if (Y + height > bottom)
        {
            Graphics = Page();
            Y = 60;
        }
    }

    private XGraphics Page()
    {
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        return XGraphics.FromPdfPage(page);
    }

    private IEnumerable<string> Wrap(string text, XFont font, double width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Graphics.MeasureString(longer, font).Width <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                yield return line;
            }

            line = word;
            // An address or a word without end is cut rather than lost off the page.
            while (Graphics.MeasureString(line, font).Width > width && line.Length > 1)
            {
                var cut = line.Length - 1;
                while (cut > 1 && Graphics.MeasureString(line[..cut], font).Width > width)
                {
                    cut--;
                }

                yield return line[..cut];
                line = line[cut..];
            }
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    private static int Tint(byte channel) => 255 - ((255 - channel) / 10);
}
