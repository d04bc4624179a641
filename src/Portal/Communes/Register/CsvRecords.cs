using CsvHelper;

namespace Beffroi.Portal.Communes.Register;

/// <summary>The records of an operator's CSV file, one by one: a bad one never hides the good ones that follow it.</summary>
internal static class CsvRecords
{
    /// <summary>The longest record that is looked into, in characters.</summary>
    public const int MaxLength = 2_000;

    private const int MaxContinuations = 5;

    /// <summary>The record that begins at a line, and the line after it; null when a quote is never closed: it must not swallow the rest of the file.</summary>
    public static (string? Record, int Next) Next(List<string> lines, int at)
    {
        var record = lines[at];
        for (var next = at + 1; ; next++)
        {
            if (record.Length > MaxLength || record.Count(c => c == '"') % 2 == 0)
            {
                return (record, next);
            }

            if (next >= lines.Count || next - at > MaxContinuations)
            {
                return (null, at + 1);
            }

            record += "\n" + lines[next];
        }
    }

    /// <summary>The cells of a record without blanks around them; null when a quote is misplaced.</summary>
    public static string[]? Cells(string record, char separator)
    {
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        try
        {
            using var reader = CsvReader.FromText(record, options);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }
}
