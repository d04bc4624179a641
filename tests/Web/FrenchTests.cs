using Beffroi.Web.Text;

namespace Beffroi.Web.Tests;

public sealed class FrenchTests
{
    [Theory]
    [InlineData(0, "0 octet")]
    [InlineData(1, "1 octet")]
    [InlineData(1023, "1\u202F023 octets")]
    [InlineData(319488, "312 Ko")]
    [InlineData(1468006, "1,4 Mo")]
    [InlineData(3221225472, "3 Go")]
    public void FileSize_UsesFrenchUnits(long bytes, string expected) =>
        Assert.Equal(expected.Replace(' ', '\u00A0'), French.FileSize(bytes));

    [Theory]
    [InlineData(0, "demande")]
    [InlineData(1, "demande")]
    [InlineData(1.5, "demande")]
    [InlineData(2, "demandes")]
    public void Plural_BeginsAtTwo(double count, string expected) =>
        Assert.Equal(expected, French.Plural((decimal)count, "demande"));

    [Fact]
    public void Number_PartsThousandsWithThinSpace() => Assert.Equal("38\u202F214", French.Number(38214));

    [Fact]
    public void Number_RoundsHalfAwayFromZero() => Assert.Equal("2,2", French.Number(2.15m));

    [Fact]
    public void Percent_TakesAShare() => Assert.Equal("93\u202F%", French.Percent(0.93m));

    [Theory]
    [InlineData(24570, "24\u202F570\u00A0€")]
    [InlineData(9.4, "9,40\u00A0€")]
    public void Euros_ShowsCentsOnlyWhenThereAreSome(double amount, string expected) =>
        Assert.Equal(expected, French.Euros((decimal)amount));

    [Theory]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "a" }, "a")]
    [InlineData(new[] { "a", "b" }, "a et b")]
    [InlineData(new[] { "a", "b", "c" }, "a, b et c")]
    public void List_JoinsTheLastWithEt(string[] words, string expected) => Assert.Equal(expected, French.List(words));

    [Theory]
    [InlineData("Que cherchez-vous ?", "Que cherchez-vous\u202F?")]
    [InlineData("Attention!", "Attention\u202F!")]
    [InlineData("l'acte: « copie »", "l’acte\u00A0: «\u00A0copie\u00A0»")]
    [InlineData("100 % gratuit, 12 €", "100\u00A0% gratuit, 12\u00A0€")]
    [InlineData("Voir https://exemple.fr/?q=1 ; merci", "Voir https://exemple.fr/?q=1 ; merci")]
    [InlineData("à 14:05", "à 14:05")]
    [InlineData("Suivi sur www.exemple.fr/100%25 10 €", "Suivi sur www.exemple.fr/100%25 10\u00A0€")]
    [InlineData("Lot 12 de 40 m²", "Lot 12 de 40\u00A0m²")]
    public void Typography_PutsNoBreakSpaces(string typed, string expected) =>
        Assert.Equal(expected, French.Typography(typed));

    [Theory]
    [InlineData("Que cherchez-vous ? Rien : 3 € « oui » !")]
    [InlineData("l'eau")]
    public void Typography_AppliedTwice_ChangesNothingMore(string typed) =>
        Assert.Equal(French.Typography(typed), French.Typography(French.Typography(typed)));

    [Theory]
    [InlineData("Saint-Lô", "SL")]
    [InlineData("Agneaux", "AG")]
    [InlineData("L’Étang-Bertrand", "LÉ")]
    [InlineData("Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", "SR")]
    [InlineData("Y", "Y")]
    [InlineData("", "")]
    public void Initials_AreTwoLettersAtMost(string name, string expected) => Assert.Equal(expected, French.Initials(name));
}
