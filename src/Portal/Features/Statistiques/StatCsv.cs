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
    public static byte[] Write(IEnumerable<StatCsvLine> lines) => Write(s_columns, lines.Select(line => (string[])
    [
        line.Tally.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), line.Commune, line.Demarche, line.Tally.Demarche, line.Service, French.Capitalize(BureauWords.Of(line.Tally.Channel)),
        Text(line.Tally.Filed), Text(line.Tally.Closed), Text(line.Tally.Favorable), Text(line.Tally.Defavorable), Text(line.Tally.Reponse), Text(line.Tally.Bound), Text(line.Tally.Late),
        Text(line.Tally.Satisfait), Text(line.Tally.Moyen), Text(line.Tally.PasSatisfait),
    ]));

    /// <summary>Writes any table in the same form.</summary>
    public static byte[] Write(string[] columns, IEnumerable<string[]> rows)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, s_options, leaveOpen: true))
        {
            csv.WriteRecord(columns);
            foreach (var row in rows)
            {
                csv.WriteRecord(row);
            }
        }

        return buffer.ToArray();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
