namespace Beffroi.Portal.Communes.Register;

/// <summary>A good line of an operator's file: the commune, and what the operator knows of it.</summary>
/// <param name="Couleur">Six hexadecimal digits in lower case after <c>#</c>.</param>
/// <param name="Domaine">A host name in lower case, in ASCII (IDNA).</param>
public sealed record CommuneRow(int Line, RegisterCommune Commune, string? Courriel, string? Telephone, string? Adresse, string? Domaine, string? Couleur);

/// <summary>A line that was not kept, with a French sentence that says how to mend it; the header is line 1.</summary>
public sealed record RejectedLine(int Line, string Reason);

/// <summary>What an operator's file holds: the good lines, and the others with their reason.</summary>
public sealed record CommuneImport(IReadOnlyList<CommuneRow> Rows, IReadOnlyList<RejectedLine> Rejected);

/// <summary>The whole file cannot be read; the French message says how to mend it.</summary>
public sealed class UnreadableFileException(string message) : Exception(message);

/// <summary>Reads the file of <c>beffroi commune import</c>: a column <c>insee</c>, and optionally courriel, telephone, adresse, domaine, couleur.</summary>
/// <remarks>UTF-8, UTF-16 with its mark or Windows-1252; semicolons, commas or tabs. At most 10 MB, 40 000 lines and 2 000 characters a line. Errors: <see cref="UnreadableFileException"/>.</remarks>
public sealed class CommuneCsv(CommuneRegister register)
{
    private const int MaxLines = 40_000;

    /// <summary>Reads every line; a bad line never hides the good ones that follow it.</summary>
    public CommuneImport Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var lines = CsvText.Lines(file);
        var header = lines.Count > 0 && lines[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (header >= lines.Count || string.IsNullOrWhiteSpace(lines[header]))
        {
            throw new UnreadableFileException("Le fichier est vide. Sa première ligne nomme les colonnes, dont une colonne «\u00A0insee\u00A0».");
        }

        if (lines.Count - header > MaxLines)
        {
            throw new UnreadableFileException("Le fichier dépasse 40\u00A0000 lignes, plus que la France n’a de communes. Gardez une ligne par commune.");
        }

        var separator = CsvText.Separator(lines[header]);
        var columns = CommuneColumns.Read(CsvRecords.Cells(lines[header], separator) ?? []);
        var check = new CommuneRowCheck(register, columns);
        var rows = new List<CommuneRow>();
        var rejected = new List<RejectedLine>();
        for (var at = header + 1; at < lines.Count;)
        {
            var line = at + 1;
            var (record, next) = CsvRecords.Next(lines, at);
            at = next;
            var (row, reason) = ReadRecord(record, line, separator, check);
            if (row is not null)
            {
                rows.Add(row);
            }
            else if (reason is not null)
            {
                rejected.Add(new(line, reason));
            }
        }

        return new(rows, rejected);
    }

    private static (CommuneRow? Row, string? Reason) ReadRecord(string? record, int line, char separator, CommuneRowCheck check)
    {
        if (record is null)
        {
            return (null, "un guillemet est ouvert et n’est jamais refermé. Refermez-le ou retirez-le.");
        }

        if (record.Length > CsvRecords.MaxLength)
        {
            return (null, "la ligne dépasse 2\u00A0000 caractères. Raccourcissez-la.");
        }

        if (record.Any(c => char.IsControl(c) && c is not ('\t' or '\n')))
        {
            return (null, "la ligne contient un caractère invisible interdit. Retapez-la, ou enregistrez le fichier en «\u00A0CSV UTF-8\u00A0».");
        }

        var cells = CsvRecords.Cells(record, separator);
        if (cells is null)
        {
            return (null, "un guillemet est mal placé. Doublez les guillemets qui font partie du texte.");
        }

        return Array.TrueForAll(cells, string.IsNullOrWhiteSpace) ? (null, null) : check.Read(cells, line);
    }
}
