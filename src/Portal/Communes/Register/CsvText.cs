using System.Text;

namespace Beffroi.Portal.Communes.Register;

/// <summary>The text of an operator's CSV file, whatever spreadsheet wrote it.</summary>
internal static class CsvText
{
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static List<string> Lines(Stream file) =>
        Lines(file, MaxBytes, "Le fichier dépasse 10\u00A0Mo. Gardez une ligne par commune et les seules colonnes utiles.");

    public static List<string> Lines(Stream file, int maxBytes, string tooLong)
    {
        var bytes = BoundedBytes.Read(file, maxBytes, tooLong);
        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8) || bytes.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
        {
            throw new UnreadableFileException("Ce fichier est un classeur de tableur. Dans le tableur, enregistrez-le au format «\u00A0CSV UTF-8\u00A0», puis recommencez.");
        }

        var lines = new List<string>();
        using var reader = new StringReader(Decode(bytes));
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>The sign that parts the header most often: semicolon, comma or tab.</summary>
    public static char Separator(string header)
    {
        char[] signs = [';', ',', '\t'];
        return signs.MaxBy(sign => header.Count(c => c == sign));
    }

    private static string Decode(byte[] bytes)
    {
        var span = bytes.AsSpan();
        if (span.StartsWith(new byte[] { 0xFF, 0xFE }))
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (span.StartsWith(new byte[] { 0xFE, 0xFF }))
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        var start = span.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }) ? 3 : 0;
        try
        {
            return StrictUtf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException)
        {
            // What Excel calls CSV in France: Latin-1 with the œ and the typographic signs of Windows.
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }
}
