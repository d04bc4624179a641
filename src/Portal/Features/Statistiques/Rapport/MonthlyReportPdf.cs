using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Receipts;
using Beffroi.Web.Text;
using PdfSharp.Drawing;
using Tag = PdfSharp.UniversalAccessibility.PdfBlockLevelElementTag;

namespace Beffroi.Portal.Features.Statistiques.Rapport;

/// <summary>The report of a month as sheets for the mayor and the secretary: what came, what ended, delays, channels, démarches, costs.</summary>
public static class MonthlyReportPdf
{
    private const double ChartHeight = 120;

    /// <summary>Draws it; the bytes of a tagged PDF in French.</summary>
    public static byte[] Draw(MonthlyReport report)
    {
        using var sheet = new SheetWriter($"{report.Title} – {report.Mairie}", report.Mairie, $"{report.Mairie} · {French.Typography(report.Title)}");
        SheetHead.Draw(sheet, report.Mairie, report.Monogram, report.Commune.Couleur);
        sheet.Text(Tag.Heading1, report.Title, EmbeddedFonts.Font(20, bold: true), Ink.Full);
        sheet.Y += 10;
        Section(sheet, "L’essentiel", report.Sentences());
        DrawMonths(sheet, report.Year, Ink.Accent(report.Commune.Couleur));
        Section(sheet, "Délais par phase", [.. report.Month.Delays.OrderBy(row => row.Key)
            .Select(row => $"{StatWords.Of(row.Key)}, {StatWords.HintOf(row.Key)}\u00a0: médian {StatWords.Days(row.Value.Median)}, neuf sur dix {StatWords.Days(row.Value.P90)} au plus.")]);
        Section(sheet, "Canaux", [.. report.Month.Channels.Where(row => row.Value.Filed > 0)
            .Select(row => $"{French.Capitalize(BureauWords.Of(row.Key))}\u00a0: {French.Count(row.Value.Filed, "demande")}.")]);
        Section(sheet, "Démarches", [.. report.Month.Demarches
            .Select(line => $"{line.Label}\u00a0: {French.Count(line.Sums.Filed, "arrivée")}, {French.Count(line.Sums.Closed, "terminée")}" + (line.Delay is { } delay ? $", délai médian {StatWords.Days(delay.Median)}." : "."))]);
        Section(sheet, "Services", [.. report.Month.Services
            .Select(line => $"{line.Label}\u00a0: {French.Count(line.Sums.Filed, "arrivée")}, {French.Count(line.Sums.Closed, "terminée")}.")]);
        DrawCosts(sheet, report);
        return sheet.Save();
    }

    private static void Section(SheetWriter sheet, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        sheet.Need(70);
        sheet.Y += 8;
        sheet.Text(Tag.Heading2, title, EmbeddedFonts.Font(14, bold: true), Ink.Full);
        sheet.Y += 4;
        sheet.List([.. lines.Select(French.Typography)], EmbeddedFonts.Font(11), Ink.Full);
        sheet.Y += 6;
    }

    private static void DrawCosts(SheetWriter sheet, MonthlyReport report)
    {
        var costs = report.Costs;
        List<string> lines =
        [
            $"{French.Count(costs.Online, "demande en ligne", "demandes en ligne")} à {StatWords.Euros(costs.Costs.OnlineCents)}, {French.Number(costs.Filed - costs.Online)} par un agent à {StatWords.Euros(costs.Costs.CounterCents)}\u00a0: {StatWords.Euros(costs.TotalCents)} en tout.",
            $"Le dépôt en ligne a évité {StatWords.Euros(costs.SavedCents)}.",
        ];
        if (costs.ContributionCents is { } contribution)
        {
            lines.Add($"Cotisation annuelle au syndicat\u00a0: {StatWords.Euros(contribution)}. Économie moins cotisation, à ce jour\u00a0: {StatWords.Euros(costs.SavedCents - contribution)}.");
        }

        Section(sheet, $"Coûts de {costs.Year}", lines);
        sheet.Text(Tag.Paragraph, French.Typography(costs.Costs.Source), EmbeddedFonts.Font(9.5), Ink.Quiet);
    }

    private static void DrawMonths(SheetWriter sheet, IReadOnlyList<StatMonth> months, XSolidBrush accent)
    {
        sheet.Need(ChartHeight + 60);
        sheet.Y += 8;
        sheet.Text(Tag.Heading2, "Douze mois de demandes arrivées", EmbeddedFonts.Font(14, bold: true), Ink.Full);
        sheet.Y += 8;
        var top = sheet.Y;
        var words = "Demandes arrivées par mois\u00a0: " + string.Join(", ", months.Select(month => $"{StatPeriod.NameOf(month.Month)}, {French.Number(month.Filed)}")) + ".";
        sheet.Figure(words, new XRect(SheetWriter.Left, top, SheetWriter.Width, ChartHeight), graphics =>
        {
            var most = Math.Max(1, months.Max(month => month.Filed));
            var step = SheetWriter.Width / months.Count;
            var small = EmbeddedFonts.Font(8.5);
            for (var i = 0; i < months.Count; i++)
            {
                var height = (ChartHeight - 30) * months[i].Filed / most;
                var left = SheetWriter.Left + (step * i);
                graphics.DrawRectangle(accent, left + 5, top + ChartHeight - 16 - height, step - 10, height);
                graphics.DrawString(French.Number(months[i].Filed), small, Ink.Full, new XRect(left, top + ChartHeight - 30 - height, step, 12), XStringFormats.Center);
                graphics.DrawString(MonthChart.ShortName(months[i].Month), small, Ink.Soft, new XRect(left, top + ChartHeight - 12, step, 12), XStringFormats.Center);
            }
        });
        sheet.Y = top + ChartHeight + 8;
    }
}
