using System.Globalization;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>A bar of a chart, in units of its view box.</summary>
public sealed record ChartBar(string X, string Y, string Width, string Height, string Series);

/// <summary>A word of a chart.</summary>
public sealed record ChartWord(string X, string Y, string Text);

/// <summary>Months side by side, each with what came and what ended, as bars drawn by the server; the same figures stand in a table beside it.</summary>
public sealed class MonthChart
{
    private const double Top = 14;
    private const double Floor = 150;
    private const double Left = 30;
    private const double Right = 336;

    /// <summary>Draws the months.</summary>
    public MonthChart(IReadOnlyList<StatMonth> months)
    {
        Most = Ceiling(months.Count == 0 ? 0 : months.Max(month => Math.Max(month.Filed, month.Closed)));
        var step = (Right - Left) / Math.Max(1, months.Count);
        var width = Math.Min(24, step * 0.4);
        // As many names as have room; the last month always has its own.
        var every = (int)Math.Ceiling(46 / step);
        for (var i = 0; i < months.Count; i++)
        {
            var middle = Left + (step * (i + 0.5));
            Add(middle - width, width, months[i].Filed, "series-1");
            Add(middle, width, months[i].Closed, "series-2");
            if ((months.Count - 1 - i) % every == 0)
            {
                _words.Add(new ChartWord(Text(middle), Text(Floor + 16), ShortName(months[i].Month)));
            }
        }
    }

    private readonly List<ChartBar> _bars = [];
    private readonly List<ChartWord> _words = [];

    /// <summary>The number at the top line.</summary>
    public int Most { get; }

    /// <summary>The bars.</summary>
    public IReadOnlyList<ChartBar> Bars => _bars;

    /// <summary>The names of months.</summary>
    public IReadOnlyList<ChartWord> Words => _words;

    /// <summary>The length of a bar in a table, of 100.</summary>
    public static string Share(int value, int most) => Text(most == 0 ? 0 : value * 100.0 / most);

    private void Add(double x, double width, int value, string series)
    {
        var height = Most == 0 ? 0 : (Floor - Top) * value / Most;
        _bars.Add(new ChartBar(Text(x), Text(Floor - height), Text(width), Text(height), series));
    }

    // 1, 2 or 5 times a power of ten: the line at half the height is a round number too.
    private static int Ceiling(int value)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var round in (int[])[2, 4, 10])
            {
                if (value <= round * power)
                {
                    return round * power;
                }
            }
        }
    }

    /// <summary>« nov. 26 ».</summary>
    public static string ShortName(DateOnly month) => FrenchDates.ShortDate(month, month).Split(French.NoBreak)[1] + French.NoBreak + (month.Year % 100).ToString("00", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
