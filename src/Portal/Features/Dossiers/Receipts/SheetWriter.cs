using Beffroi.Web.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>Writes a tagged A4 document from top to bottom (PDF/UA structure), and begins a new sheet when one is full; measures are in points.</summary>
internal sealed class SheetWriter : IDisposable
{
    public const double Left = 56;
    public const double Width = 595 - (2 * Left);
    private const double Bottom = 842 - 72;

    private readonly PdfDocument _document = new();
    private readonly UAManager _accessibility;
    private readonly string _footer;

    public SheetWriter(string title, string author, string footer)
    {
        _document.Info.Title = title;
        _document.Info.Author = author;
        _document.Info.Creator = "Beffroi";
        _document.PageLayout = PdfPageLayout.SinglePage;
        _document.ViewerPreferences.DisplayDocTitle = true;
        _accessibility = UAManager.ForDocument(_document);
        _accessibility.SetDocumentLanguage("fr-FR");
        _footer = footer;
        NewSheet();
    }

    /// <summary>How far down the sheet is written.</summary>
    public double Y { get; set; }

    /// <summary>Where lines and grounds are drawn, inside <see cref="Artifact"/> or a figure.</summary>
    public XGraphics Graphics { get; private set; } = null!;

    /// <summary>Draws what says nothing to a reader aloud.</summary>
    public void Artifact(Action<XGraphics> draw)
    {
        _accessibility.StructureBuilder.BeginArtifact();
        draw(Graphics);
        _accessibility.StructureBuilder.End();
    }

    /// <summary>Draws a picture with the words that stand for it.</summary>
    public void Figure(string words, XRect place, Action<XGraphics> draw)
    {
        _accessibility.StructureBuilder.BeginElement(PdfIllustrationElementTag.Figure, words, place);
        draw(Graphics);
        _accessibility.StructureBuilder.End();
    }

    /// <summary>Writes one line at a place, without moving down.</summary>
    public void Line(PdfBlockLevelElementTag tag, string text, XFont font, XBrush ink, double x, double baseline)
    {
        _accessibility.StructureBuilder.BeginElement(tag);
        Graphics.DrawString(Clean(text), font, ink, x, baseline);
        _accessibility.StructureBuilder.End();
    }

    /// <summary>Writes a text from <see cref="Y"/> down, broken into lines.</summary>
    public void Text(PdfBlockLevelElementTag tag, string text, XFont font, XBrush ink, double x = Left, double width = Width)
    {
        var lines = Break(text, font, width);
        Need(lines.Count * font.Size * 1.4);
        _accessibility.StructureBuilder.BeginElement(tag);
        foreach (var line in lines)
        {
            Graphics.DrawString(line, font, ink, x, Y + font.Size);
            Y += font.Size * 1.4;
        }

        _accessibility.StructureBuilder.End();
    }

    /// <summary>The height that a text takes.</summary>
    public double HeightOf(string text, XFont font, double width) => Break(text, font, width).Count * font.Size * 1.4;

    /// <summary>Begins a new sheet unless this much is left.</summary>
    public void Need(double height)
    {
        if (Y + height > Bottom)
        {
            NewSheet();
        }
    }

    /// <summary>Ends the document.</summary>
    public byte[] Save()
    {
        Graphics.Dispose();
        using var stream = new MemoryStream();
        _document.Save(stream, closeStream: false);
        return stream.ToArray();
    }

    public void Dispose()
    {
        Graphics.Dispose();
        _document.Dispose();
    }

    private void NewSheet()
    {
        Graphics?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        Graphics = XGraphics.FromPdfPage(page);
        Y = Left;
        Artifact(graphics =>
        {
            var font = EmbeddedFonts.Font(8.5);
            graphics.DrawLine(new XPen(Ink.Line, 0.7), Left, 842 - 52, Left + Width, 842 - 52);
            graphics.DrawString(Clean(_footer), font, Ink.Quiet, Left, 842 - 38);
            var number = $"Page\u00a0{_document.PageCount}";
            graphics.DrawString(number, font, Ink.Quiet, Left + Width - graphics.MeasureString(number, font).Width, 842 - 38);
        });
    }

    private List<string> Break(string text, XFont font, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in Clean(text).Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ').SelectMany(word => Cut(word, font, width)))
            {
                var longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Graphics.MeasureString(longer, font).Width > width)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    // A word wider than the column, such as a long address, is cut where the column ends.
    private IEnumerable<string> Cut(string word, XFont font, double width)
    {
        while (word.Length > 1 && Graphics.MeasureString(word, font).Width > width)
        {
            var length = word.Length - 1;
            while (length > 1 && Graphics.MeasureString(word[..length], font).Width > width)
            {
                length--;
            }

            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    // The font's narrow no-break space is too narrow to see in print.
    private static string Clean(string text) => text.Replace(French.Thin, French.NoBreak);
}

/// <summary>The inks of documents, dark enough for a poor printer.</summary>
internal static class Ink
{
    public static readonly XColor Line = XColor.FromArgb(0xd3, 0xd9, 0xdf);
    public static readonly XColor Ok = XColor.FromArgb(0x1c, 0x6b, 0x3a);
    public static readonly XSolidBrush OkSoft = new(XColor.FromArgb(0xe4, 0xf2, 0xe8));
    public static readonly XSolidBrush Full = new(XColor.FromArgb(0x14, 0x1c, 0x24));
    public static readonly XSolidBrush Soft = new(XColor.FromArgb(0x3c, 0x48, 0x54));
    public static readonly XSolidBrush Quiet = new(XColor.FromArgb(0x5a, 0x67, 0x73));
    public static readonly XSolidBrush White = new(XColors.White);

    /// <summary>The commune's colour from <c>#rrggbb</c>.</summary>
    public static XSolidBrush Accent(string hex) => new(XColor.FromArgb(unchecked((int)(0xff000000 | Convert.ToUInt32(hex[1..], 16)))));
}
