using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Beffroi.Portal.Communes.Register;

/// <summary>The unpacked text of the register, checked against its own count and SHA-256; format in tools/register/SOURCES.md.</summary>
internal sealed class RegisterFile
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const string Version = "V;1;";

    private readonly byte[] _text;
    private readonly int[] _communes;

    private RegisterFile(byte[] text, int[] communes, List<string> headings)
    {
        _text = text;
        _communes = communes;
        Headings = headings;
    }

    /// <summary>The version, region, département and EPCI rows, which are few enough to be read at once.</summary>
    public IReadOnlyList<string> Headings { get; }

    public int Count => _communes.Length;

    public static RegisterFile Read(Stream packed)
    {
        var text = Unpack(packed);
        var end = CheckSum(text, out var announced);
        var headings = new List<string>(1500);
        var communes = new List<int>(announced);
        for (var start = 0; start < end;)
        {
            var stop = start + text.AsSpan(start).IndexOf((byte)'\n');
            if (text[start] == (byte)'C')
            {
                communes.Add(start);
            }
            else
            {
                headings.Add(Encoding.UTF8.GetString(text, start, stop - start));
            }

            start = stop + 1;
        }

        if (communes.Count != announced)
        {
            throw new CorruptRegisterException($"{communes.Count} communes au lieu de {announced}");
        }

        if (headings.Count == 0 || !headings[0].StartsWith(Version, StringComparison.Ordinal))
        {
            throw new CorruptRegisterException("version de format inconnue");
        }

        return new RegisterFile(text, [.. communes], headings);
    }

    public string[] Row(int index)
    {
        var start = _communes[index];
        var length = _text.AsSpan(start).IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(_text, start, length).Split(';');
    }

    /// <summary>The rank of the first commune whose code is not before <paramref name="code"/>; rows follow the order of the codes.</summary>
    public int FirstFrom(ReadOnlySpan<byte> code)
    {
        var low = 0;
        var high = _communes.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (CodeAt(middle).SequenceCompareTo(code) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public bool StartsWith(int index, ReadOnlySpan<byte> prefix) => index < Count && CodeAt(index).StartsWith(prefix);

    private ReadOnlySpan<byte> CodeAt(int index) => _text.AsSpan(_communes[index] + 2, 5);

    private static byte[] Unpack(Stream packed)
    {
        try
        {
            using var brotli = new BrotliStream(packed, CompressionMode.Decompress, leaveOpen: true);
            using var text = new MemoryStream(4 * 1024 * 1024);
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = brotli.Read(buffer)) > 0)
            {
                if (text.Length + read > MaxBytes)
                {
                    throw new CorruptRegisterException("contenu trop long");
                }

                text.Write(buffer, 0, read);
            }

            return text.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            throw new CorruptRegisterException("contenu illisible", e);
        }
    }

    private static int CheckSum(byte[] text, out int announced)
    {
        var body = text.Length < 2 ? 0 : text.AsSpan(0, text.Length - 1).LastIndexOf((byte)'\n') + 1;
        var last = Encoding.UTF8.GetString(text, body, text.Length - body).TrimEnd('\n').Split(';');
        if (text.Length == 0 || text[^1] != (byte)'\n' || last is not ["Z", var count, var sum]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out announced) || announced > MaxBytes / 8)
        {
            throw new CorruptRegisterException("fin de fichier absente");
        }

        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(text.AsSpan(0, body))), sum, StringComparison.Ordinal))
        {
            throw new CorruptRegisterException("empreinte différente de celle attendue");
        }

        return body;
    }
}
