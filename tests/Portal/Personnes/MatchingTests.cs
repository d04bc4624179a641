using Beffroi.Portal.Features.Personnes.Matching;
using CsCheck;

namespace Beffroi.Portal.Tests.Personnes;

/// <summary>Two ways to write one person are found alike; two persons are never taken for one by their names alone.</summary>
public sealed class MatchingTests
{
    private static readonly string[] s_first = ["Jean", "Marie-Claude", "Zoé", "François", "Élise", "Loïc", "Anaïs", "Noël", "Béatrice", "Gaëlle"];
    private static readonly string[] s_last = ["Dupont", "Le Goff", "de La Tour", "Lefèvre", "Saint-Martin", "D’Hervé", "Müller", "Çelik", "Châtelain", "Nguyên", "O’Brien", "Œuvrard"];

    private static readonly Gen<(string First, string Last)> s_names = Gen.Select(Among(s_first), Among(s_last));

    [Fact]
    public void Name_WrittenAnotherWay_HasTheSameKey() => Gen.Select(s_names, Gen.Int[0, 127]).Sample((name, ways) =>
    {
        var (first, last) = (Write(name.First, ways), Write(name.Last, ways >> 2));
        var written = (ways & 1) == 0 ? NameKeys.Of(first, last) : NameKeys.Of($"{last}, {first}");

        Assert.Equal(NameKeys.Of(name.First, name.Last).Name, written.Name);
        Assert.Equal(NameKeys.Of(name.First, name.Last).Sound, written.Sound);
    });

    [Theory]
    [InlineData("Dupont", "Dupond", "Dupon")]
    [InlineData("Durand", "Durant", "Duran")]
    [InlineData("Lefèvre", "Lefebvre", "LEFEVRE")]
    [InlineData("Philippe", "Filipe", "Philipe")]
    [InlineData("Mathieu", "Matthieu", "Mathieux")]
    [InlineData("Thibault", "Thibaud", "Tibaut")]
    [InlineData("Jacquet", "Jaquet", "Jacqué")]
    [InlineData("Leroy", "Leroi", "Le Roy")]
    [InlineData("Gauthier", "Gautier", "Gaultier")]
    [InlineData("Bernard", "Bernar", "Bernart")]
    [InlineData("Mesnil", "Ménil", "Menil")]
    [InlineData("Caquelin", "Kaquelin", "Cacquelin")]
    public void Name_ThatSoundsAlike_HasTheSameSound(string one, string two, string three)
    {
        var sound = NameKeys.Of(one).Sound;

        Assert.Equal(sound, NameKeys.Of(two).Sound);
        Assert.Equal(sound, NameKeys.Of(three).Sound);
    }

    [Theory]
    [InlineData("Martin", "Bernard")]
    [InlineData("Petit", "Robert")]
    [InlineData("Moreau", "Laurent")]
    [InlineData("Simon", "Michel")]
    [InlineData("Roux", "Blanc")]
    public void Name_ThatSoundsOtherwise_HasAnotherSound(string one, string two) => Assert.NotEqual(FrenchSound.Of(one), FrenchSound.Of(two));

    [Fact]
    public void Sound_OfAnything_IsBoundedAndNeverFails() => Gen.String.Sample(text =>
    {
        Assert.True(FrenchSound.Of(text).Length <= (2 * text.Length) + 2);
        Assert.True(NameKeys.Of(text).Name.Length <= 120);
    });

    [Theory]
    [InlineData("02 33 00 00 00")]
    [InlineData("02.33.00.00.00")]
    [InlineData("0233000000")]
    [InlineData("+33 2 33 00 00 00")]
    [InlineData("+33 (0)2 33 00 00 00")]
    [InlineData("0033233000000")]
    [InlineData("00 33 2 33 00 00 00")]
    public void Phone_HoweverTyped_IsOneNumber(string typed)
    {
        Assert.Equal("+33233000000", ContactKeys.Phone(typed));
        Assert.StartsWith(ContactKeys.PhoneBeginning(typed.StartsWith('+') ? "02 33" : typed[..8]), "+33233000000", StringComparison.Ordinal);
    }

    [Fact]
    public void Likeness_IsTheSameBothWays_AndCertainOfOneself() => Gen.Select(Described(), Described()).Sample((one, other) =>
    {
        Assert.Equal(one.With(other), other.With(one));
        if (one.Courriel is not null || one.Telephone is not null)
        {
            Assert.Equal(Ressemblance.Certaine, one.With(one));
        }
    });

    [Fact]
    public void Certainty_AsksForMoreThanAName() => Gen.Select(Described(), Described()).Sample((one, other) =>
    {
        var shares = (one.Courriel is not null && one.Courriel == other.Courriel) || (one.Telephone is not null && one.Telephone == other.Telephone) || (one.Compte is not null && one.Compte == other.Compte);
        Assert.True(one.With(other) < Ressemblance.Certaine || (shares && one.Name.Shortens(other.Name)));
        Assert.True(shares || one.With(other) <= Ressemblance.Possible);
    });

    [Fact]
    public void EveryLikeness_IsFoundByAKeyInCommon() => Gen.Select(Described(), Described()).Sample((one, other) =>
        Assert.True(one.With(other) is Ressemblance.Aucune || one.Whole().Intersect(other.Whole()).Any()));

    [Theory]
    [InlineData("1 85 03 50 502 123 45", true)]
    [InlineData("285035050212345", true)]
    [InlineData("2 85 03 2A 502 123", true)]
    [InlineData("Marie, née le 14 mars 1985, tél. 02 33 00 00 00", false)]
    [InlineData("50502-2026-00012", false)]
    [InlineData("+33233000000", false)]
    public void SocialSecurityNumber_IsKnown(string text, bool expected) => Assert.Equal(expected, SocialSecurityNumber.IsIn(text));

    private static Gen<Signalement> Described() => Gen.Select(
        s_names, Among<string?>(null, "a@exemple.fr", "b@exemple.fr"), Among<string?>(null, "+33233000000", "+33233000001"), Among<Guid?>(null, new Guid(1, 0, 0, new byte[8])),
        (name, courriel, phone, compte) => new Signalement(NameKeys.Of(name.First, name.Last), courriel, phone, compte));

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static string Write(string name, int ways)
    {
        name = (ways & 2) == 0 ? name : name.ToUpperInvariant();
        name = (ways & 4) == 0 ? name : string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark));
        name = (ways & 8) == 0 ? name : name.Replace('-', ' ').Replace('’', '\'');
        return (ways & 16) == 0 ? name : $"  {name.Replace(" ", "  ", StringComparison.Ordinal)} ";
    }
}
