using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using CsCheck;

namespace Beffroi.Portal.Tests.Documents;

public sealed class PaperCodeTests
{
    [Fact]
    public void Draw_GivesACodeThatReadsBack_HoweverItIsTyped()
    {
        for (var i = 0; i < 1000; i++)
        {
            var code = PaperCode.Draw();

            Assert.True(PaperCode.TryParse("  " + PaperCode.Display(code).ToLowerInvariant().Replace(' ', '-') + "\t", out var typed));
            Assert.Equal(code, typed);
        }
    }

    [Fact]
    public void Code_HoldsSixtyBitsOfChance() => Assert.True((PaperCode.Length - 1) * Math.Log2(FollowUpCode.Alphabet.Length) >= 60);

    [Fact]
    public void TryParse_OneWrongSymbolOrTwoSwapped_IsAlwaysFound() =>
        Gen.Select(Gen.Int[0, PaperCode.Length - 2], Gen.Int[1, FollowUpCode.Alphabet.Length - 1]).Sample(change =>
        {
            var code = PaperCode.Draw().ToCharArray();
            var (wrong, swapped) = ((char[])code.Clone(), (char[])code.Clone());
            wrong[change.Item1] = FollowUpCode.Alphabet[(FollowUpCode.Alphabet.IndexOf(code[change.Item1], StringComparison.Ordinal) + change.Item2) % FollowUpCode.Alphabet.Length];
            (swapped[change.Item1], swapped[change.Item1 + 1]) = (code[change.Item1 + 1], code[change.Item1]);
            return !PaperCode.TryParse(new string(wrong), out _)
                && (code[change.Item1] == code[change.Item1 + 1] || !PaperCode.TryParse(new string(swapped), out _));
        });

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndGivesOnlyCodes() =>
        Gen.String.Sample(text => !PaperCode.TryParse(text, out var code) || code.Length == PaperCode.Length);

    [Fact]
    public void TryParse_AFollowUpCode_IsNoPaper() => Assert.False(PaperCode.TryParse(FollowUpCode.Draw(), out _));
}
