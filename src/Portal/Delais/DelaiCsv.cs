using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Beffroi.Portal.Delais;

/// <summary>How many lines of a table were computed and how many were rejected.</summary>
public sealed record DelaiCsvCounts(int Computed, int Rejected);

/// <summary>A line of the table with its number in the file, from 1, and what came of it.</summary>
public sealed record DelaiCsvLine(int Number, string Id, DelaiResult Result);

/// <summary>The table cannot be read at all; the message says what it must hold, in French.</summary>
public sealed class DelaiCsvException(string message) : Exception(message);

/// <summary>Computes a table of legal dates, so that a jurist can check the rules: reads id, regle, entree_json; writes id,date.</summary>
/// <remarks>A row is one line of the file: a quote left open spoils its own line only, never the rest of the table.</remarks>
public static class DelaiCsv
{
    private const int MaxLine = 20_000;
    private static readonly string[] s_columns = ["id", "regle", "entree_json"];

    /// <summary>Computes every line that can be; lists the others by number and reason, in French.</summary>
    /// <exception cref="DelaiCsvException">The heading lacks a column.</exception>
    public static DelaiCsvCounts Run(TextReader input, TextWriter output, TextWriter errors, HolidayZone zone = HolidayZone.Metropole)
    {
        var lines = Read(input, zone);
        output.Write("id,date\n");

        var (computed, rejected) = (0, 0);
        foreach (var (number, id, result) in lines)
        {
            if (result is DelaiComputed { Date: var date, Remark: var remark })
            {
                output.Write($"{Quoted(id)},{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\n");
                computed++;
                if (remark is not null)
                {
                    errors.Write($"ligne {number} ({DelaiEntry.Shown(id)})\u00a0: calculée, mais {remark}\n");
                }
            }
            else if (result is DelaiRefused refused)
            {
                errors.Write($"ligne {number} ({DelaiEntry.Shown(id)})\u00a0: rejetée, {refused.Message}\n");
                rejected++;
            }
        }

        return new DelaiCsvCounts(computed, rejected);
    }

    /// <summary>Computes the lines one by one as they are asked for; blank ones are left out.</summary>
    /// <exception cref="DelaiCsvException">The heading lacks a column.</exception>
    public static IEnumerable<DelaiCsvLine> Read(TextReader input, HolidayZone zone = HolidayZone.Metropole)
    {
        var heading = (input.ReadLine() ?? "").TrimStart('\ufeff');
        var separator = heading.Contains(';', StringComparison.Ordinal) && !heading.Contains(',', StringComparison.Ordinal) ? ';' : ',';
        return Lines(input, separator, Columns(heading, separator), zone);
    }

    private static IEnumerable<DelaiCsvLine> Lines(TextReader input, char separator, int[] columns, HolidayZone zone)
    {
        var number = 1;
        while (input.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                var (id, result) = Compute(line, separator, columns, zone);
                yield return new DelaiCsvLine(number, id, result);
            }
        }
    }

    private static int[] Columns(string heading, char separator)
    {
        var names = (Split(heading, separator) ?? []).Select(name => name.Trim().ToLowerInvariant()).ToList();
        if (s_columns.Except(names).ToArray() is { Length: > 0 } missing)
        {
            throw new DelaiCsvException($"La première ligne doit nommer les colonnes id, regle et entree_json. Il manque\u00a0: {string.Join(", ", missing)}.");
        }

        return [.. s_columns.Select(name => names.IndexOf(name))];
    }

    private static (string Id, DelaiResult Result) Compute(string line, char separator, int[] columns, HolidayZone zone)
    {
        if (line.Length > MaxLine)
        {
            return ("", new DelaiRefused(DelaiRefusal.BadValue, $"la ligne dépasse {MaxLine} caractères"));
        }

        if (Split(line, separator) is not { } fields)
        {
            return ("", new DelaiRefused(DelaiRefusal.BadValue, "un guillemet n’est pas fermé ou pas doublé"));
        }

        if (fields.Count <= columns.Max())
        {
            return (fields[0], new DelaiRefused(DelaiRefusal.MissingKey, "il manque des colonnes"));
        }

        var id = fields[columns[0]].Trim();
        if (id.Length == 0)
        {
            return ("", new DelaiRefused(DelaiRefusal.MissingKey, "la colonne id est vide"));
        }

        try
        {
            using var entree = JsonDocument.Parse(fields[columns[2]]);
            return (id, DelaiRules.Compute(fields[columns[1]].Trim(), entree.RootElement, zone));
        }
        catch (JsonException)
        {
            return (id, new DelaiRefused(DelaiRefusal.BadValue, "la colonne entree_json n’est pas du JSON, par exemple {\"reception\": \"2026-01-15\"}"));
        }
    }

    // RFC 4180 within one line; null when a quote is left open or stands where it may not.
    private static List<string>? Split(string line, char separator)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                var field = new StringBuilder();
                for (at++; ; at++)
                {
                    if (at >= line.Length)
                    {
                        return null;
                    }

                    if (line[at] != '"')
                    {
                        field.Append(line[at]);
                    }
                    else if (at + 1 < line.Length && line[at + 1] == '"')
                    {
                        field.Append(line[at++]);
                    }
                    else
                    {
                        break;
                    }
                }

                fields.Add(field.ToString());
                at++;
            }
            else
            {
                var end = line.IndexOf(separator, at);
                end = end < 0 ? line.Length : end;
                fields.Add(line[at..end]);
                at = end;
            }

            if (at >= line.Length)
            {
                return fields;
            }

            if (line[at] != separator)
            {
                return null;
            }

            at++;
        }
    }

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\";") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
