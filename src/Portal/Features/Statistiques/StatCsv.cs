using System.Globalization;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Web.Text;
using CsvHelper;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>One line of the export.</summary>
/// <param name="Tally">What is counted.</param>
/// <param name="Commune">The name of the commune.</param>
/// <param name="Demarche">The name of the démarche.</param>
/// <param name="Service">The name of the service.</param>
public sealed record StatCsvLine(DayTally Tally, string Commune, string Demarche, string Service);

/// <summary>The roll-ups as a table (RFC 4180), as French spreadsheets open it: semicolons, UTF-8 with its mark, no cell that is a formula.</summary>
public static class StatCsv
{
    private static readonly string[] s_columns =
    [
        "Jour", "Commune", "Démarche", "Code de la démarche", "Service", "Canal", "Demandes arrivées", "Demandes terminées", "Acceptées", "Refusées", "Réponses données",
        "Terminées avec une date légale", "Terminées hors délai légal", "Usagers satisfaits", "Usagers moyennement satisfaits", "Usagers pas satisfaits",
    ];

    private static readonly CsvWriterOptions s_options = new()
    {
        Separator = ';',
        WriteByteOrderMark = true,
        Quoting = CsvQuoting.Always,
        Injection = CsvInjection.Escape,
    };

    /// <summary>Writes the lines.</summary>
    public static byte[] Write(IEnumerable<StatCsvLine> lines)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, s_options, leaveOpen: true))
        {
            csv.WriteRecord(s_columns);
            foreach (var (tally, commune, demarche, service) in lines)
            {
                csv.WriteRecord(
                    tally.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), commune, demarche, tally.Demarche, service, French.Capitalize(BureauWords.Of(tally.Channel)),
                    Text(tally.Filed), Text(tally.Closed), Text(tally.Favorable), Text(tally.Defavorable), Text(tally.Reponse), Text(tally.Bound), Text(tally.Late),
                    Text(tally.Satisfait), Text(tally.Moyen), Text(tally.PasSatisfait));
            }
        }

        return buffer.ToArray();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
