using System.Globalization;
using Beffroi.Portal.Delais;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The receipt of a request as a tagged A4 page in French, to keep or to print.</summary>
public static class ReceiptPdf
{
    private const double Left = 60;
    private const double Width = 475;
    private const double Bottom = 770;

    /// <summary>Draws the receipt; the bytes are a whole PDF file.</summary>
    public static byte[] Render(Receipt receipt)
    {
        _ = ReceiptFonts.Installed;
        using var document = new PdfDocument();
        var tags = UAManager.ForDocument(document);
        tags.SetDocumentLanguage("fr-FR");
        document.Info.Title = $"Récépissé {Clean(receipt.Numero)}, {Clean(receipt.Commune)}";
        document.Info.Author = Clean(receipt.Commune);
        document.Info.Subject = Clean(receipt.Demarche);
        document.Info.CreationDate = LegalDates.ParisTime(receipt.RecuLe);
        document.ViewerPreferences.DisplayDocTitle = true;

        var sheet = new ReceiptSheet(document, tags.StructureBuilder, Accent(receipt.Couleur));
        sheet.Structure.BeginElement(PdfGroupingElementTag.Article);
        Head(sheet, receipt);
        Code(sheet, receipt);
        Summary(sheet, receipt);
        Next(sheet, receipt);
        Contact(sheet, receipt);
        sheet.Structure.End();
        Foot(sheet, receipt);

        using var stream = new MemoryStream();
        document.Save(stream);
        return stream.ToArray();
    }

    private static void Head(ReceiptSheet sheet, Receipt receipt)
    {
        sheet.Artifact(g =>
        {
            g.DrawRectangle(sheet.Accent, 0, 0, 596, 10);
            g.DrawRoundedRectangle(sheet.Accent, Left, 48, 44, 50, 10, 10);
            g.DrawString(Clean(receipt.Monogramme), ReceiptSheet.Font(18, true), XBrushes.White, new XRect(Left, 48, 44, 50), XStringFormats.Center);
        });
        sheet.Text(PdfBlockLevelElementTag.Paragraph, "Mairie", ReceiptSheet.Font(11), ReceiptSheet.Muted, Left + 58, 52, Width - 58);
        sheet.Text(PdfBlockLevelElementTag.Paragraph, Clean(receipt.Commune), ReceiptSheet.Font(19, true), ReceiptSheet.Ink, Left + 58, 68, Width - 58);
        sheet.Y = Math.Max(sheet.Y, 98) + 34;
        sheet.Text(PdfBlockLevelElementTag.Heading1, "Récépissé de votre demande", ReceiptSheet.Font(28, true), ReceiptSheet.Ink, Left, sheet.Y, Width);
        sheet.Text(PdfBlockLevelElementTag.Paragraph, Clean(receipt.Demarche), ReceiptSheet.Font(14), ReceiptSheet.Muted, Left, sheet.Y + 4, Width);
        sheet.Y += 22;
    }

    private static void Code(ReceiptSheet sheet, Receipt receipt)
    {
        const double height = 158;
        const double side = 118;
        var top = sheet.Y;
        var qrLeft = Left + Width - side - 20;
        sheet.Artifact(g =>
        {
            g.DrawRoundedRectangle(sheet.Soft, Left, top, Width, height, 16, 16);
            g.DrawRoundedRectangle(XBrushes.White, qrLeft, top + 20, side, side, 8, 8);
        });
        sheet.Text(PdfBlockLevelElementTag.Paragraph, "Votre code de suivi", ReceiptSheet.Font(12), ReceiptSheet.Ink, Left + 24, top + 30, 280);
        sheet.Text(PdfBlockLevelElementTag.Paragraph, Clean(receipt.Code).Replace(' ', '\u00a0'), ReceiptSheet.Font(36, true), sheet.Accent, Left + 24, top + 46, 300);
        sheet.Text(
            PdfBlockLevelElementTag.Paragraph, "Gardez-le\u00a0: il ouvre la page de suivi, où vous pouvez aussi nous écrire et envoyer une pièce.",
            ReceiptSheet.Font(10.5), ReceiptSheet.Ink, Left + 24, top + 100, 270);
        // Four modules of white around the code, as readers need (ISO/IEC 18004).
        DrawQr(sheet, receipt.AdresseSuivi, new XRect(qrLeft + 13, top + 33, side - 26, side - 26));
        sheet.Y = top + height + 26;
    }

    private static void DrawQr(ReceiptSheet sheet, string address, XRect box)
    {
        var rows = QrSvg.Modules(address);
        var module = box.Width / rows.Length;
        sheet.Structure.BeginElement(PdfIllustrationElementTag.Figure, "Code QR de la page de suivi", box);
        foreach (var (x, y, length) in QrSvg.Runs(rows))
        {
            // A hair more height hides the seams that some viewers draw between rows.
            sheet.Graphics.DrawRectangle(ReceiptSheet.Ink, box.X + (x * module), box.Y + (y * module), length * module, module + 0.05);
        }

        sheet.Structure.End();
    }

    private static void Summary(ReceiptSheet sheet, Receipt receipt)
    {
        (string Name, string Value)[] rows =
        [
            ("Numéro du dossier", receipt.Numero),
            ("Reçue le", LegalDates.InWordsWithTime(receipt.RecuLe)),
            ("Demande de", receipt.Demandeur),
            ("Page de suivi", receipt.AdresseSuivi),
        ];
        foreach (var (name, value) in rows)
        {
            var top = sheet.Y;
            sheet.Text(PdfBlockLevelElementTag.Paragraph, name, ReceiptSheet.Font(11), ReceiptSheet.Muted, Left, top, 130);
            sheet.Text(PdfBlockLevelElementTag.Paragraph, Clean(value), ReceiptSheet.Font(11, true), ReceiptSheet.Ink, Left + 135, top, Width - 135);
            sheet.Y += 6;
            var line = sheet.Y;
            sheet.Artifact(g => g.DrawLine(ReceiptSheet.Rule, Left, line, Left + Width, line));
            sheet.Y += 7;
        }

        sheet.Y += 14;
    }

    private static void Next(ReceiptSheet sheet, Receipt receipt)
    {
        if (receipt.Suite.Count == 0)
        {
            return;
        }

        Heading(sheet, "Et maintenant");
        sheet.Structure.BeginElement(PdfBlockLevelElementTag.List);
        for (var i = 0; i < receipt.Suite.Count; i++)
        {
            sheet.Room(30, Bottom);
            var top = sheet.Y;
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            sheet.Structure.BeginElement(PdfBlockLevelElementTag.ListItem);
            sheet.Artifact(g => g.DrawEllipse(sheet.Soft, Left, top - 2, 20, 20));
            sheet.Structure.BeginElement(PdfBlockLevelElementTag.Label);
            sheet.Graphics.DrawString(number, ReceiptSheet.Font(10.5, true), sheet.Accent, new XRect(Left, top - 2, 20, 20), XStringFormats.Center);
            sheet.Structure.End();
            sheet.Text(PdfBlockLevelElementTag.ListBody, Clean(receipt.Suite[i]), ReceiptSheet.Font(11.5), ReceiptSheet.Ink, Left + 30, top, Width - 30);
            sheet.Structure.End();
            sheet.Y += 9;
        }

        sheet.Structure.End();
        sheet.Y += 12;
    }

    private static void Contact(ReceiptSheet sheet, Receipt receipt)
    {
        if (receipt.Contact.Count == 0)
        {
            return;
        }

        Heading(sheet, "Une question\u202f?");
        foreach (var line in receipt.Contact)
        {
            sheet.Room(18, Bottom);
            sheet.Text(PdfBlockLevelElementTag.Paragraph, Clean(line), ReceiptSheet.Font(11.5), ReceiptSheet.Ink, Left, sheet.Y, Width);
            sheet.Y += 2;
        }
    }

    private static void Heading(ReceiptSheet sheet, string text)
    {
        sheet.Room(60, Bottom);
        sheet.Text(PdfBlockLevelElementTag.Heading2, text, ReceiptSheet.Font(15, true), ReceiptSheet.Ink, Left, sheet.Y, Width);
        sheet.Y += 8;
    }

    private static void Foot(ReceiptSheet sheet, Receipt receipt)
    {
        sheet.Artifact(g =>
        {
            g.DrawLine(ReceiptSheet.Rule, Left, 792, Left + Width, 792);
            g.DrawString(
                $"{Clean(receipt.Commune)} · dossier {Clean(receipt.Numero)} · à conserver", ReceiptSheet.Font(9), ReceiptSheet.Muted, Left, 808);
        });
    }

    // The commune's colour, darkened until white text on it reaches a contrast of 4.5 (WCAG 1.4.3).
    private static XColor Accent(string couleur)
    {
        if (couleur is not ['#', ..] || couleur.Length != 7 || !int.TryParse(couleur.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb))
        {
            rgb = 0x1D4F76;
        }

        var (r, g, b) = (rgb >> 16, (rgb >> 8) & 255, rgb & 255);
        while (1.05 / (Luminance(r, g, b) + 0.05) < 4.5)
        {
            (r, g, b) = (r * 9 / 10, g * 9 / 10, b * 9 / 10);
        }

        return XColor.FromArgb(r, g, b);
    }

    private static double Luminance(int r, int g, int b) => (0.2126 * Linear(r)) + (0.7152 * Linear(g)) + (0.0722 * Linear(b));

    private static double Linear(int channel) => channel / 255.0 <= 0.04045 ? channel / 255.0 / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);

    private static string Clean(string text) => new([.. text.Normalize().Where(c => !char.IsControl(c)).Take(400)]);
}
