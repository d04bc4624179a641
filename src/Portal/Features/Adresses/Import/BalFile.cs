using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Adresses.Import;

/// <summary>What an address file holds for a commune.</summary>
/// <param name="Addresses">One row an address, in the order of the file.</param>
/// <param name="Rejected">The lines that were not taken, each with a French sentence that says how to mend it; the header is line 1.</param>
/// <param name="Merged">How many lines gave another position of an address that was there already.</param>
public sealed record BalContent(IReadOnlyList<CommuneAddress> Addresses, IReadOnlyList<RejectedLine> Rejected, int Merged)
{
    /// <summary>How many streets and places there are.</summary>
    public int Streets => Addresses.Count(address => address.IsStreet);

    /// <summary>How many addresses have no position that can be used.</summary>
    public int WithoutPosition => Addresses.Count(address => address.Latitude is null);
}

/// <summary>Reads a commune's address file in the national format (Base Adresse Locale, AITF 1.3, 1.4 and 1.5), as real files are.</summary>
/// <remarks>UTF-8 with or without its mark, UTF-16 or Windows-1252; semicolons, commas or tabs. At most 60 MB and 200 000 lines. Errors: <see cref="UnreadableFileException"/>.</remarks>
public static class BalFile
{
    private const int MaxBytes = 60 * 1024 * 1024;
    private const int MaxLines = 200_000;
    private const string TooLong = "Le fichier dépasse 60\u00A0Mo ou 200\u00A0000 lignes, plus que les adresses d’une commune. Donnez le fichier de cette seule commune.";

    /// <summary>Reads every line; a bad line never hides the good ones that follow it.</summary>
    public static BalContent Read(Stream file, Commune commune)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(commune);
        var lines = CsvText.Lines(file, MaxBytes, TooLong);
        if (lines.Count == 0 || string.IsNullOrWhiteSpace(lines[0]))
        {
            throw new UnreadableFileException("Le fichier est vide. Sa première ligne nomme les colonnes de la Base Adresse Locale.");
        }

        if (lines.Count > MaxLines)
        {
            throw new UnreadableFileException(TooLong);
        }

        var separator = CsvText.Separator(lines[0]);
        var header = lines[0].Length <= CsvRecords.MaxLength ? CsvRecords.Cells(lines[0], separator) ?? [] : [];
        var rows = new BalRows(commune, BalColumns.Read(header));
        for (var at = 1; at < lines.Count;)
        {
            var line = at + 1;
            var (record, next) = CsvRecords.Next(lines, at);
            at = next;
            rows.Take(line, record, separator);
        }

        return rows.Finish();
    }
}
