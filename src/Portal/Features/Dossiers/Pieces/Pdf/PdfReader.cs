using System.Text;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Pdf;

/// <summary>
/// Reads values from any place of a PDF (ISO 32000-2, 7.3). It never fails on bad syntax: what does not fit is passed over, as viewers do,
/// so that nothing hides behind a fault. Numbers are long, texts are bytes, lists are List.
/// </summary>
/// <param name="bytes">A file, or an unfolded stream.</param>
/// <param name="at">Where to begin.</param>
/// <param name="budget">What the whole file may cost.</param>
/// <param name="pair">Told each key of a dictionary with its value.</param>
internal sealed class PdfReader(byte[] bytes, int at, PdfBudget budget, Action<string, object?> pair)
{
    private const int MaxDepth = 100;
    private const int MaxName = 256;

    // The texts that are used are keys of a few dozen bytes.
    private const int MaxText = 4096;

    private static readonly PdfWord s_endOfFile = new("");
    private static readonly PdfWord s_endOfList = new("]");
    private static readonly PdfWord s_endOfDictionary = new(">>");

    private int _depth;

    /// <summary>Where the next value is looked for.</summary>
    public int Position { get; private set; } = at;

    private bool IsAtEnd => Position >= bytes.Length;

    /// <summary>The next value; a number that begins a reference is read with it.</summary>
    public object? Next()
    {
        var value = Token();
        if (value is long and >= 0 and <= int.MaxValue)
        {
            var after = Position;
            if (IsDigitNext() && Token() is long && IsNext('R') && Token() is PdfWord { Value: "R" })
            {
                return new PdfReference((int)(long)value);
            }

            Position = after;
        }

        return value;
    }

    /// <summary>Whether a value is that of the end of the bytes.</summary>
    public static bool IsEnd(object? value) => ReferenceEquals(value, s_endOfFile);

    private bool IsDigitNext()
    {
        SkipSpace();
        return Peek() is >= '0' and <= '9';
    }

    private bool IsNext(char letter)
    {
        SkipSpace();
        return Peek() == letter;
    }

    private object? Token()
    {
        budget.Make();
        SkipSpace();
        var start = Position;
        var value = ReadToken();
        budget.Read(value is PdfDictionary or List<object?> ? 1 : Position - start);
        return value;
    }

    private object? ReadToken()
    {
        if (IsAtEnd)
        {
            return s_endOfFile;
        }

        var octet = bytes[Position++];
        switch (octet)
        {
            case (byte)'/':
                return new PdfName(Name());
            case (byte)'(':
                return Literal();
            case (byte)'[':
                return List();
            case (byte)']':
                return s_endOfList;
            case (byte)'<' when Peek() == '<':
                Position++;
                return Dictionary();
            case (byte)'<':
                return Hexadecimal();
            case (byte)'>' when Peek() == '>':
                Position++;
                return s_endOfDictionary;
            case (byte)'>' or (byte)')' or (byte)'{' or (byte)'}':
                return new PdfWord(((char)octet).ToString());
            default:
                Position--;
                return Word();
        }
    }

    private int Peek() => IsAtEnd ? -1 : bytes[Position];

    private void SkipSpace()
    {
        var start = Position;
        for (; !IsAtEnd; Position++)
        {
            if (bytes[Position] == '%')
            {
                while (!IsAtEnd && bytes[Position] is not ((byte)'\r' or (byte)'\n'))
                {
                    Position++;
                }
            }
            else if (!IsSpace(bytes[Position]))
            {
                break;
            }
        }

        Position = Math.Min(Position, bytes.Length);
        budget.Read(Position - start);
    }

    private string Name()
    {
        var name = new StringBuilder();
        for (; !IsAtEnd && IsRegular(bytes[Position]); Position++)
        {
            var octet = bytes[Position];
            if (octet == '#' && Position + 2 < bytes.Length && Digit(bytes[Position + 1]) is { } high && Digit(bytes[Position + 2]) is { } low)
            {
                octet = (byte)((high << 4) | low);
                Position += 2;
            }

            if (name.Length < MaxName)
            {
                name.Append((char)octet);
            }
        }

        return name.ToString();
    }

    private object Word()
    {
        var start = Position;
        while (!IsAtEnd && IsRegular(bytes[Position]))
        {
            Position++;
        }

        var text = Encoding.Latin1.GetString(bytes, start, Math.Min(Position - start, MaxName));
        return long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : new PdfWord(text);
    }

    private byte[] Literal()
    {
        var text = new MemoryStream();
        for (var open = 1; !IsAtEnd; Position++)
        {
            var octet = bytes[Position];
            open += octet switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
            if (open == 0)
            {
                Position++;
                break;
            }

            if (octet == '\\' && Position + 1 < bytes.Length)
            {
                Escape(text);
                continue;
            }

            Write(text, octet);
        }

        return text.ToArray();
    }

    private void Escape(MemoryStream text)
    {
        var octet = bytes[++Position];
        switch (octet)
        {
            case (byte)'\r' when Position + 1 < bytes.Length && bytes[Position + 1] == '\n':
                Position++;
                break;
            case (byte)'\r' or (byte)'\n':
                break;
            case >= (byte)'0' and <= (byte)'7':
                var code = octet - '0';
                for (var more = 0; more < 2 && Position + 1 < bytes.Length && bytes[Position + 1] is >= (byte)'0' and <= (byte)'7'; more++)
                {
                    code = (code * 8) + bytes[++Position] - '0';
                }

                Write(text, (byte)code);
                break;
            default:
                Write(text, octet switch { (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, (byte)'b' => 8, (byte)'f' => 12, _ => octet });
                break;
        }
    }

    private static void Write(MemoryStream text, byte octet)
    {
        if (text.Length < MaxText)
        {
            text.WriteByte(octet);
        }
    }

    private byte[] Hexadecimal()
    {
        var digits = new List<byte>();
        for (; !IsAtEnd && bytes[Position] != '>'; Position++)
        {
            if (digits.Count < MaxText && Digit(bytes[Position]) is { } digit)
            {
                digits.Add((byte)digit);
            }
        }

        Position = Math.Min(Position + 1, bytes.Length);
        var text = new byte[(digits.Count + 1) / 2];
        for (var index = 0; index < digits.Count; index++)
        {
            text[index / 2] |= (byte)(digits[index] << (index % 2 == 0 ? 4 : 0));
        }

        return text;
    }

    private List<object?> List()
    {
        var list = new List<object?>();
        Enter();
        for (var value = Next(); !ReferenceEquals(value, s_endOfList) && !IsEnd(value); value = Next())
        {
            list.Add(value);
        }

        _depth--;
        return list;
    }

    private PdfDictionary Dictionary()
    {
        var dictionary = new PdfDictionary();
        Enter();
        for (var key = Next(); !ReferenceEquals(key, s_endOfDictionary) && !IsEnd(key); key = Next())
        {
            if (key is not PdfName { Value: var name })
            {
                continue;
            }

            var before = Position;
            var value = Next();
            if (ReferenceEquals(value, s_endOfDictionary))
            {
                Position = before;
                value = null;
            }

            pair(name, value);
            dictionary[name] = value;
        }

        _depth--;
        return dictionary;
    }

    private void Enter() => _depth = _depth < MaxDepth ? _depth + 1 : throw PdfBudget.TooComplex();

    private static int? Digit(byte octet) => char.IsAsciiHexDigit((char)octet) ? (octet & 15) + (octet > '9' ? 9 : 0) : null;

    private static bool IsSpace(byte octet) => octet is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte octet) =>
        !IsSpace(octet) && octet is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%');
}
