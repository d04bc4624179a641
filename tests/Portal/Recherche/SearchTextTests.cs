using Beffroi.Portal.Features.Dossiers.Recherche;
using CsCheck;

namespace Beffroi.Portal.Tests.Recherche;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("L’école d'Étienne, à Saint-Lô", "ecole etienne saint lo")]
    [InlineData("Un œuf, un cœur et l'Haÿ-les-Roses", "oeuf coeur hay roses")]
    [InlineData("appelez le 06 39 98 00 12", "appelez 0639980012")]
    [InlineData("+33 6 39 98 00 12", "0639980012")]
    [InlineData("+33 (0)6.39.98.00.12", "0639980012")]
    [InlineData("50502-2026-00012", "50502202600012")]
    [InlineData("2A004-2026-00012 et 2026-00012", "2a004202600012 202600012")]
    [InlineData("camille.modele@exemple.fr", "camille modele exemple fr")]
    [InlineData("facture_EDF (2).pdf", "facture edf 2 pdf")]
    [InlineData("de la les", "")]
    public void WordsOf_FoldsAndSplits(string text, string words) => Assert.Equal(words, string.Join(' ', SearchText.WordsOf(text)));

    [Theory]
    [InlineData("demande", "demandes", "demandee", "demandees", "demander")]
    [InlineData("journal", "journaux")]
    [InlineData("bateau", "bateaux")]
    [InlineData("francais", "francaise", "francaises")]
    [InlineData("ancien", "ancienne", "anciennes", "anciens")]
    [InlineData("municipal", "municipaux", "municipale", "municipales")]
    [InlineData("rue", "rues")]
    public void Stem_OfTheFormsOfAWord_IsOne(string word, params string[] forms) =>
        Assert.All(forms, form => Assert.Equal(SearchText.Stem(word), SearchText.Stem(form)));

    [Theory]
    [InlineData("naissance", "connaissance")]
    [InlineData("mairie", "mariage")]
    [InlineData("cas", "car")]
    public void Stem_OfOtherWords_Differs(string one, string other) => Assert.NotEqual(SearchText.Stem(one), SearchText.Stem(other));

    [Fact]
    public void WordsOf_AnyText_GivesOnlyPlainShortWords() => Gen.String.Sample(text => Assert.All(
        SearchText.WordsOf(text),
        word =>
        {
            Assert.InRange(word.Length, 1, SearchText.MaxWord);
            Assert.True(SearchText.Stem(word).All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)));
        }));

    [Fact]
    public void Distance_AgreesWithItsDefinition() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 7], Gen.String[Gen.Char["abc"], 0, 7]).Sample((one, other) =>
        {
            var distance = Defined(one, other);
            Assert.Equal(Math.Min(distance, 3), Math.Min(Spelling.Distance(one, other, 2), 3));
        });

    // The definition, letter by letter, without any table.
    private static int Defined(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
        {
            return one.Length + other.Length;
        }

        var least = Math.Min(
            Math.Min(Defined(one[1..], other), Defined(one, other[1..])) + 1,
            Defined(one[1..], other[1..]) + (one[0] == other[0] ? 0 : 1));
        return one.Length > 1 && other.Length > 1 && one[0] == other[1] && one[1] == other[0]
            ? Math.Min(least, Defined(one[2..], other[2..]) + 1)
            : least;
    }
}
