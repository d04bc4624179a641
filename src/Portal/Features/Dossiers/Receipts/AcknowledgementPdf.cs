using Beffroi.Web.Text;
using Tag = PdfSharp.UniversalAccessibility.PdfBlockLevelElementTag;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>What an acknowledgement on paper says.</summary>
/// <param name="Mairie">« Mairie de Saint-Lô ».</param>
/// <param name="Monogram">The letters of the shield.</param>
/// <param name="Accent">The commune's colour as <c>#rrggbb</c>.</param>
/// <param name="Numero">The number of the dossier.</param>
/// <param name="Subject">The title.</param>
/// <param name="Text">The text with every mention, paragraphs parted by an empty line.</param>
/// <param name="Day">The day on which it is printed.</param>
public sealed record AcknowledgementContent(string Mairie, string Monogram, string Accent, string Numero, string Subject, string Text, DateOnly Day);

/// <summary>The acknowledgement of a request made at the counter, by phone or by letter, as a sheet to hand over or to post (CRPA R112-5).</summary>
public static class AcknowledgementPdf
{
    /// <summary>Draws it; the bytes of a tagged PDF in French.</summary>
    public static byte[] Draw(AcknowledgementContent content)
    {
        using var sheet = new SheetWriter(
            $"Accusé de réception {content.Numero} – {content.Mairie}", content.Mairie, $"{content.Mairie} · demande n°\u00a0{content.Numero}");
        SheetHead.Draw(sheet, content.Mairie, content.Monogram, content.Accent);
        sheet.Text(Tag.Heading1, French.Typography(content.Subject), EmbeddedFonts.Font(20, bold: true), Ink.Full);
        sheet.Y += 4;
        sheet.Text(Tag.Paragraph, $"Le {FrenchDates.Date(content.Day)}", EmbeddedFonts.Font(11.5), Ink.Soft);
        sheet.Y += 18;
        foreach (var paragraph in content.Text.Trim().Split("\n\n"))
        {
            sheet.Text(Tag.Paragraph, French.Typography(paragraph), EmbeddedFonts.Font(11.5), Ink.Full);
            sheet.Y += 9;
        }

        return sheet.Save();
    }
}
