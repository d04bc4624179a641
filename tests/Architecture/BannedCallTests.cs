using System.Text.RegularExpressions;
using Beffroi.Architecture.Tests.Samples;

namespace Beffroi.Architecture.Tests;

/// <summary>
/// Calls that the product does not make. BannedSymbols.txt stops most of them while one writes; this also reads what a pragma or a
/// page hides from the compiler, and every constructor of HttpClient.
/// </summary>
public sealed partial class BannedCallTests
{
    [Fact]
    public void Product_MakesNoBannedCall() => Assert.Empty(Breaks(Code.Calls));

    [Fact]
    public void BannedCalls_OfASample_AreEachReported()
    {
        var breaks = Breaks(Code.CallsOf(typeof(Hasty).Assembly)).Where(line => line.StartsWith(typeof(Hasty).FullName!, StringComparison.Ordinal)).ToList();

        Assert.Equal(Hasty.Banned, breaks.Count);
    }

    private static IEnumerable<string> Breaks(IEnumerable<Use> calls) =>
        calls.Where(call => Banned().IsMatch(call.To)).Select(call => $"{call.From} → {call.To}").Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"System\.DateTime(Offset)?::get_(Now|UtcNow|Today)\(|System\.Threading\.Tasks\.Task`1.*::get_Result\(|System\.Threading\.Tasks\.Task::Wait\("
        + @"|System\.Transactions\.TransactionScope::|System\.Guid::NewGuid\(|System\.Net\.Http\.HttpClient::\.ctor\(|System\.Threading\.Thread::Sleep\("
        + @"|EntityFrameworkQueryableExtensions::IgnoreQueryFilters(<[^(]*>)?\((System\.Linq\.)?IQueryable`1(<[^,)]*>)?\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Banned();
}
