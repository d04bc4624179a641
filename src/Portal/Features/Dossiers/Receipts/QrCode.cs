using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>A QR code as rows of dark and light modules, with the quiet zone of four modules that readers ask for (ISO/IEC 18004).</summary>
public sealed class QrCode
{
    private readonly List<BitArray> _rows;

    private QrCode(List<BitArray> rows) => _rows = rows;

    /// <summary>The modules on a side, the quiet zone included.</summary>
    public int Size => _rows.Count;

    /// <summary>Encodes a text with a medium error correction, good for a folded sheet.</summary>
    public static QrCode Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new QrCode([.. data.ModuleMatrix]);
    }

    /// <summary>The dark modules, run by run: row, first column, length.</summary>
    public IEnumerable<(int Row, int Column, int Length)> Runs()
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                var start = column;
                while (column < Size && _rows[row][column])
                {
                    column++;
                }

                if (column > start)
                {
                    yield return (row, start, column - start);
                }
            }
        }
    }

    /// <summary>The path of an SVG whose view box is as wide as <see cref="Size"/>.</summary>
    public string SvgPath()
    {
        var path = new StringBuilder();
        foreach (var (row, column, length) in Runs())
        {
            path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");
        }

        return path.ToString();
    }
}
