using Beffroi.Portal.Features.Dossiers.Receipts;
using PdfSharp.Drawing;
using Tag = PdfSharp.UniversalAccessibility.PdfBlockLevelElementTag;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>A paper as a letter of the town hall: head, addressee, title, text, who signs, and how to verify it.</summary>
public static class PaperPdf
{
    private const double Side = 74;

    /// <summary>Draws it; the bytes of a tagged PDF in French, and its sheets.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="proof">How it is verified; null for a draft, or for a paper that the town hall does not sign.</param>
    public static (byte[] Bytes, int Pages) Draw(PaperContent content, PaperProof? proof)
    {
        var isDraft = proof is null && content.Kind is not Demarches.Definition.DocumentKind.Preparation;
        var mark = proof is not null ? $"code de vérification {PaperCode.Display(proof.Code)}" : isDraft ? "projet, sans valeur" : "préparé par le demandeur, sans valeur de décision";
        using var sheet = new SheetWriter(
            $"{content.Title} – {content.Mairie}", content.Mairie, $"{content.Mairie} · demande n°\u00a0{content.Numero} · {mark}");
        DrawHead(sheet, content);
        if (isDraft)
        {
            sheet.Text(Tag.Paragraph, "Projet\u00a0: ce document n’est pas établi.", EmbeddedFonts.Font(11.5, bold: true), Ink.Soft);
            sheet.Y += 6;
        }

        sheet.Text(Tag.Heading1, content.Title, EmbeddedFonts.Font(18, bold: true), Ink.Full);
        sheet.Y += 2;
        sheet.Text(Tag.Paragraph, $"Demande n°\u00a0{content.Numero}", EmbeddedFonts.Font(10.5), Ink.Soft);
        sheet.Y += 14;
        DrawBlocks(sheet, content.Blocks);
        if (proof is not null)
        {
            DrawProof(sheet, proof);
        }

        return (sheet.Save(), sheet.Pages);
    }

    private static void DrawHead(SheetWriter sheet, PaperContent content)
    {
        SheetHead.Draw(sheet, content.Mairie, content.Monogram, content.Accent);
        // The contact stands under the name, beside the shield.
        sheet.Y -= 36;
        foreach (var line in content.Contact)
        {
            sheet.Text(Tag.Paragraph, line, EmbeddedFonts.Font(9.5), Ink.Quiet, SheetWriter.Left + 38, SheetWriter.Width - 38);
        }

        // Where the window of an envelope is.
        sheet.Y = Math.Max(sheet.Y + 18, 132);
        var right = SheetWriter.Left + (SheetWriter.Width / 2) + 20;
        sheet.Text(Tag.Paragraph, string.Join('\n', content.Addressee), EmbeddedFonts.Font(11.5), Ink.Full, right, SheetWriter.Left + SheetWriter.Width - right);
        sheet.Y = Math.Max(sheet.Y + 22, 208);
        if (content.PlaceAndDate is { } when)
        {
            sheet.Text(Tag.Paragraph, when, EmbeddedFonts.Font(11.5), Ink.Full, right, SheetWriter.Left + SheetWriter.Width - right);
            sheet.Y += 20;
        }
    }

    private static void DrawBlocks(SheetWriter sheet, IReadOnlyList<PaperBlock> blocks)
    {
        var font = EmbeddedFonts.Font(11.5);
        foreach (var block in blocks)
        {
            if (block.IsList)
            {
                sheet.List(block.Lines, font, Ink.Full);
            }
            else
            {
                sheet.Text(Tag.Paragraph, string.Join('\n', block.Lines), font, Ink.Full);
            }

            sheet.Y += 9;
        }
    }

    private static void DrawProof(SheetWriter sheet, PaperProof proof)
    {
        sheet.Y += 8;
        sheet.Need(Side + 16);
        sheet.Y = Math.Max(sheet.Y, SheetWriter.Bottom - Side - 10);
        var top = sheet.Y;
        var text = SheetWriter.Left + Side + 18;
        sheet.Artifact(graphics => graphics.DrawLine(new XPen(Ink.Line, 0.7), SheetWriter.Left, top, SheetWriter.Left + SheetWriter.Width, top));
        sheet.Qr(proof.Url, $"Code QR de la page de vérification, {proof.Site}", SheetWriter.Left, top + 8, Side);
        sheet.Line(Tag.Paragraph, "Code de vérification", EmbeddedFonts.Font(9.5), Ink.Soft, text, top + 24);
        sheet.Line(Tag.Paragraph, PaperCode.Display(proof.Code), EmbeddedFonts.Font(15, bold: true), Ink.Full, text, top + 43);
        sheet.Line(Tag.Paragraph, "Pour vérifier ce document, photographiez le code QR", EmbeddedFonts.Font(9.5), Ink.Soft, text, top + 60);
        sheet.Line(Tag.Paragraph, $"ou saisissez ce code sur {proof.Site}", EmbeddedFonts.Font(9.5), Ink.Soft, text, top + 73);
        sheet.Y = top + Side + 12;
    }
}
