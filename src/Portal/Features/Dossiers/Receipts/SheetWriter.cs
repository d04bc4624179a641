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
    public const double Bottom = 842 - 72;
    private const double LineHeight = 1.4;

    // A paragraph of so many lines stays on one sheet; a longer one goes on on the next.
    private const int Whole = 12;

    private readonly PdfDocument _document = new();
    private readonly UAManager _accessibility;
    private readonly string _footer;
    private bool _inList;

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

    /// <summary>The sheets so far.</summary>
    public int Pages { get; private set; }

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

    /// <summary>Writes a text from <see cref="Y"/> down, broken into lines, and into sheets when it is long.</summary>
    public void Text(PdfBlockLevelElementTag tag, string text, XFont font, XBrush ink, double x = Left, double width = Width)
    {
        foreach (var lines in Fit(Break(text, font, width), font))
        {
            _accessibility.StructureBuilder.BeginElement(tag);
            Write(lines, font, ink, x);
            _accessibility.StructureBuilder.End();
        }
    }

    /// <summary>Writes a list from <see cref="Y"/> down, each item behind a dash.</summary>
    public void List(IReadOnlyList<string> items, XFont font, XBrush ink)
    {
        const double indent = 16;
        var builder = _accessibility.StructureBuilder;
        foreach (var item in items)
        {
            var isFirst = true;
            foreach (var lines in Fit(Break(item, font, Width - indent), font, CloseList))
            {
                if (!_inList)
                {
                    builder.BeginElement(PdfBlockLevelElementTag.List);
                    _inList = true;
                }

                builder.BeginElement(PdfBlockLevelElementTag.ListItem);
                if (isFirst)
                {
                    builder.BeginElement(PdfBlockLevelElementTag.Label);
                    Graphics.DrawString("–", font, ink, Left + 2, Y + font.Size);
                    builder.End();
                }

                builder.BeginElement(PdfBlockLevelElementTag.ListBody);
                Write(lines, font, ink, Left + indent);
                builder.End();
                builder.End();
                isFirst = false;
            }

            Y += 3;
        }

        CloseList();
    }

    /// <summary>Draws a QR code with the words that stand for it; the side in points.</summary>
    public void Qr(string address, string words, double left, double top, double side)
    {
        var qr = QrCode.Of(address);
        Figure(words, new XRect(left, top, side, side), graphics =>
        {
            var module = side / qr.Size;
            foreach (var (row, column, length) in qr.Runs())
            {
                // A hair higher than a module: no white line between two rows.
                graphics.DrawRectangle(Ink.Full, left + (column * module), top + (row * module), length * module, module + 0.08);
            }
        });
    }

    /// <summary>The height that a text takes.</summary>
    public double HeightOf(string text, XFont font, double width) => Break(text, font, width).Count * font.Size * LineHeight;

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
        return SheetIdentity.Write(stream.ToArray(), _document.Info.Title, _document.Info.Author);
    }

    public void Dispose()
    {
        Graphics.Dispose();
        _document.Dispose();
    }

    // The lines that fit on this sheet, then those of the next ones; no element is open across sheets.
    private IEnumerable<List<string>> Fit(List<string> lines, XFont font, Action? beforeSheet = null)
    {
        var height = font.Size * LineHeight;
        for (var at = 0; at < lines.Count;)
        {
            var wanted = at == 0 && lines.Count > Whole ? 3 : Math.Min(lines.Count - at, Whole);
            if (Y + (wanted * height) > Bottom + 0.01)
            {
                beforeSheet?.Invoke();
                NewSheet();
            }

            var count = Math.Clamp((int)((Bottom + 0.01 - Y) / height), 1, lines.Count - at);
            yield return lines.GetRange(at, count);
            at += count;
        }
    }

    private void Write(List<string> lines, XFont font, XBrush ink, double x)
    {
        foreach (var line in lines)
        {
            Graphics.DrawString(line, font, ink, x, Y + font.Size);
            Y += font.Size * LineHeight;
        }
    }

    private void CloseList()
    {
        if (_inList)
        {
            _accessibility.StructureBuilder.End();
            _inList = false;
        }
    }

    private void NewSheet()
    {
        Graphics?.Dispose();
        Pages++;
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        page.Elements.SetName("/Tabs", "/S");
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
