using PdfSharp.Drawing;
using Tag = PdfSharp.UniversalAccessibility.PdfBlockLevelElementTag;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The receipt on paper: the code in large type, a QR code, what happens next, and the answers as they were sent.</summary>
public static class ReceiptPdf
{
    private const double Box = 132;

    /// <summary>Draws it; the bytes of a tagged PDF in French.</summary>
    public static byte[] Draw(ReceiptContent content)
    {
        using var sheet = new SheetWriter(
            $"Reçu {content.Code} – {content.Libelle} – {content.Mairie}", content.Mairie, $"{content.Mairie} · demande n°\u00a0{content.Numero}");
        SheetHead.Draw(sheet, content.Mairie, content.Monogram, content.Accent);
        DrawTitle(sheet, content);
        DrawCode(sheet, content);
        DrawFacts(sheet, content);
        DrawNext(sheet, content);
        DrawAnswers(sheet, content);
        return sheet.Save();
    }

    private static void DrawTitle(SheetWriter sheet, ReceiptContent content)
    {
        sheet.Text(Tag.Heading1, "Reçu de votre demande", EmbeddedFonts.Font(24, bold: true), Ink.Full);
        sheet.Y += 2;
        sheet.Text(Tag.Paragraph, content.Libelle, EmbeddedFonts.Font(14), Ink.Soft);
        sheet.Y += 16;
    }

    private static void DrawCode(SheetWriter sheet, ReceiptContent content)
    {
        var top = sheet.Y;
        var side = Box - 24;
        var left = SheetWriter.Left + SheetWriter.Width - side - 12;
        sheet.Artifact(graphics =>
        {
            graphics.DrawRoundedRectangle(Ink.OkSoft, SheetWriter.Left, top, SheetWriter.Width, Box, 16, 16);
            graphics.DrawRoundedRectangle(Ink.White, left, top + 12, side, side, 8, 8);
        });
        sheet.Line(Tag.Paragraph, "Votre code de suivi", EmbeddedFonts.Font(12), Ink.Soft, SheetWriter.Left + 22, top + 36);
        sheet.Line(Tag.Paragraph, content.Code, EmbeddedFonts.Font(34, bold: true), Ink.Full, SheetWriter.Left + 21, top + 74);
        sheet.Line(Tag.Paragraph, "Pour suivre votre demande, photographiez le code QR", EmbeddedFonts.Font(10.5), Ink.Soft, SheetWriter.Left + 22, top + 98);
        sheet.Line(Tag.Paragraph, $"ou saisissez ce code sur {content.FollowSite}", EmbeddedFonts.Font(10.5), Ink.Soft, SheetWriter.Left + 22, top + 113);
        sheet.Qr(content.FollowUrl, $"Code QR de la page de suivi, {content.FollowSite}", left, top + 12, side);
        sheet.Y = top + Box + 22;
    }

    private static void DrawFacts(SheetWriter sheet, ReceiptContent content)
    {
        sheet.Text(Tag.Paragraph, content.Received + ".", EmbeddedFonts.Font(12, bold: true), Ink.Full);
        sheet.Text(Tag.Paragraph, $"Demande n°\u00a0{content.Numero}, de {content.UsagerNom}.", EmbeddedFonts.Font(11.5), Ink.Soft);
        foreach (var line in content.Mandat)
        {
            sheet.Text(Tag.Paragraph, line, EmbeddedFonts.Font(11.5), Ink.Soft);
        }

        sheet.Text(Tag.Paragraph, $"Une question\u202f? Donnez votre code à la mairie, {Beffroi.Web.Text.French.List(content.Contact, "ou")}.", EmbeddedFonts.Font(11.5), Ink.Soft);
        sheet.Y += 18;
    }

    private static void DrawNext(SheetWriter sheet, ReceiptContent content)
    {
        if (content.Next.Count == 0)
        {
            return;
        }

        Title(sheet, "Et maintenant");
        var font = EmbeddedFonts.Font(11.5);
        for (var i = 0; i < content.Next.Count; i++)
        {
            sheet.Need(sheet.HeightOf(content.Next[i], font, SheetWriter.Width - 28) + 8);
            var top = sheet.Y;
            sheet.Artifact(graphics =>
            {
                graphics.DrawEllipse(new XPen(Ink.Accent(content.Accent).Color, 1), SheetWriter.Left, top, 17, 17);
                graphics.DrawString((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), EmbeddedFonts.Font(9.5, bold: true),
                    Ink.Accent(content.Accent), new XRect(SheetWriter.Left, top, 17, 17), XStringFormats.Center);
            });
            sheet.Y += 0.5;
            sheet.Text(Tag.Paragraph, content.Next[i], font, Ink.Full, SheetWriter.Left + 28, SheetWriter.Width - 28);
            sheet.Y += 7;
        }

        sheet.Y += 12;
    }

    private static void DrawAnswers(SheetWriter sheet, ReceiptContent content)
    {
        const double column = 170;
        var label = EmbeddedFonts.Font(10.5);
        var answer = EmbeddedFonts.Font(11);
        foreach (var group in content.Groups)
        {
            sheet.Need(70);
            Title(sheet, group.Heading);
            foreach (var line in group.Lines)
            {
                var height = Math.Max(sheet.HeightOf(line.Label, label, column - 12), sheet.HeightOf(line.Text, answer, SheetWriter.Width - column));
                sheet.Need(Math.Min(height + 10, 500));
                var (top, pages) = (sheet.Y, sheet.Pages);
                sheet.Text(Tag.Paragraph, line.Label, label, Ink.Quiet, SheetWriter.Left, column - 12);
                sheet.Y = top;
                sheet.Text(Tag.Paragraph, line.Text, answer, Ink.Full, SheetWriter.Left + column, SheetWriter.Width - column);
                sheet.Y = (sheet.Pages == pages ? Math.Max(sheet.Y, top + height) : sheet.Y) + 4;
                sheet.Artifact(graphics => graphics.DrawLine(new XPen(Ink.Line, 0.6), SheetWriter.Left, sheet.Y, SheetWriter.Left + SheetWriter.Width, sheet.Y));
                sheet.Y += 5;
            }

            sheet.Y += 12;
        }
    }

    private static void Title(SheetWriter sheet, string text)
    {
        sheet.Text(Tag.Heading2, text, EmbeddedFonts.Font(14, bold: true), Ink.Full);
        sheet.Y += 5;
    }
}
