using Beffroi.Portal.Features.Dossiers;
using CsCheck;

namespace Beffroi.Portal.Tests.Dossiers;

public sealed class FollowUpCodeTests
{
    private static readonly Gen<string> s_code = Gen.Int[0, FollowUpCode.Alphabet.Length - 1].Array[FollowUpCode.Length]
        .Select(symbols => string.Concat(symbols.Select(symbol => FollowUpCode.Alphabet[symbol])));

    [Fact]
    public void Draw_GivesACodeThatReadsBack_HoweverItIsTyped()
    {
        for (var i = 0; i < 1000; i++)
        {
            var code = FollowUpCode.Draw();

            Assert.True(FollowUpCode.TryParse(code, out var plain));
            Assert.True(FollowUpCode.TryParse("  " + FollowUpCode.Display(code).ToLowerInvariant().Replace(' ', '-') + "\t", out var typed));
            Assert.Equal(code, plain);
            Assert.Equal(code, typed);
        }
    }

    [Fact]
    public void Draw_NeverGivesTheSameCodeTwice_InTenThousand() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => FollowUpCode.Draw()).Distinct().Count());

    [Fact]
    public void TryParse_OneWrongSymbol_IsAlwaysFound() =>
        Gen.Select(Gen.Int[0, FollowUpCode.Length - 1], Gen.Int[1, FollowUpCode.Alphabet.Length - 1]).Sample(change =>
        {
            var code = FollowUpCode.Draw().ToCharArray();
            var place = FollowUpCode.Alphabet.IndexOf(code[change.Item1], StringComparison.Ordinal);
            code[change.Item1] = FollowUpCode.Alphabet[(place + change.Item2) % FollowUpCode.Alphabet.Length];
            return !FollowUpCode.TryParse(new string(code), out _);
        });

    [Fact]
    public void TryParse_TwoNeighboursSwapped_IsAlwaysFound() =>
        Gen.Int[0, FollowUpCode.Length - 2].Sample(place =>
        {
            var code = FollowUpCode.Draw().ToCharArray();
            if (code[place] == code[place + 1])
            {
                return true;
            }

            (code[place], code[place + 1]) = (code[place + 1], code[place]);
            return !FollowUpCode.TryParse(new string(code), out _);
        });

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndGivesOnlyCodes() =>
        Gen.OneOf(Gen.String, s_code).Sample(text => !FollowUpCode.TryParse(text, out var code) || code.Length == FollowUpCode.Length);

    [Fact]
    public void Alphabet_HasNoLookAlikes() =>
        Assert.DoesNotContain(FollowUpCode.Alphabet, symbol => "01IOLSZBQUV".Contains(symbol, StringComparison.Ordinal));
}
