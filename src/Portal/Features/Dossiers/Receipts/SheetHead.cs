using PdfSharp.Drawing;
using Tag = PdfSharp.UniversalAccessibility.PdfBlockLevelElementTag;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The head of a sheet of the town hall: its shield and its name.</summary>
internal static class SheetHead
{
    public static void Draw(SheetWriter sheet, string mairie, string monogram, string accent)
    {
        var top = sheet.Y;
        sheet.Artifact(graphics =>
        {
            var shield = new XGraphicsPath();
            shield.AddLine(SheetWriter.Left, top, SheetWriter.Left + 26, top);
            shield.AddLine(SheetWriter.Left + 26, top, SheetWriter.Left + 26, top + 17);
            shield.AddBezier(SheetWriter.Left + 26, top + 17, SheetWriter.Left + 26, top + 25, SheetWriter.Left + 20, top + 28, SheetWriter.Left + 13, top + 31);
            shield.AddBezier(SheetWriter.Left + 13, top + 31, SheetWriter.Left + 6, top + 28, SheetWriter.Left, top + 25, SheetWriter.Left, top + 17);
            shield.CloseFigure();
            graphics.DrawPath(Ink.Accent(accent), shield);
            graphics.DrawString(monogram, EmbeddedFonts.Font(11, bold: true), Ink.White, new XRect(SheetWriter.Left, top, 26, 27), XStringFormats.Center);
        });
        sheet.Line(Tag.Paragraph, mairie, EmbeddedFonts.Font(15, bold: true), Ink.Full, SheetWriter.Left + 38, top + 20);
        sheet.Y = top + 62;
    }
}
