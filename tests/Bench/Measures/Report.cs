using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Beffroi.Bench.Measures;

/// <summary>Prints the table of figures and writes the same as JSON.</summary>
public static class Report
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>artifacts/bench/NAME.json</c>.</summary>
    public static async Task WriteAsync(BenchResult result)
    {
        Directory.CreateDirectory(Places.Results);
        await File.WriteAllTextAsync(Path.Combine(Places.Results, result.Name + ".json"), JsonSerializer.Serialize(result, s_json) + "\n");
    }

    /// <summary>Prints all figures in one table, with the raw rounds under it.</summary>
    public static void Print(IReadOnlyList<BenchResult> results)
    {
        string[][] lines =
        [
            ["bench", "what", "figure", "reference", "ratio", "aim", "holds"],
            .. results.SelectMany(result => result.Rows.Select(row => (string[])
            [
                result.Name, row.Name, Number(row.Figure) + " " + row.Unit, row.Reference is { } reference ? Number(reference) : "", row.Ratio is { } ratio ? Number(ratio) : "",
                row.Aim, row.Holds switch { true => "holds", false => "MISSED", null => "" },
            ])),
        ];
        var widths = Enumerable.Range(0, 7).Select(column => lines.Max(line => line[column].Length)).ToList();
        foreach (var line in lines)
        {
            Console.WriteLine("| " + string.Join(" | ", line.Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (line == lines[0])
            {
                Console.WriteLine("| " + string.Join(" | ", widths.Select(width => new string('-', width))) + " |");
            }
        }

        Console.WriteLine();
        foreach (var result in results)
        {
            foreach (var row in result.Rows)
            {
                Console.WriteLine($"{result.Name}: {row.Name}: {Raw(row.Rounds)}{(row.ReferenceRounds.Count == 0 ? "" : " against " + Raw(row.ReferenceRounds))} {row.Unit}");
            }

            foreach (var note in result.Notes)
            {
                Console.WriteLine($"{result.Name}: {note}");
            }
        }

        var missed = results.SelectMany(result => result.Rows).Count(row => row.Holds == false);
        Console.WriteLine(missed == 0 ? "Every aim holds." : $"{missed} of {results.Sum(result => result.Rows.Count(row => row.Holds is not null))} aims missed.");
    }

    private static string Raw(IEnumerable<double> figures) => string.Join(" ", figures.Select(Number));

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
