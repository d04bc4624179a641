using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Tests.Communes.Register;

public sealed class CommuneNamesTests
{
    [Theory]
    [InlineData("50502", "de Saint-Lô", "à Saint-Lô")]
    [InlineData("50002", "d’Agneaux", "à Agneaux")]
    [InlineData("22046", "du Mené", "au Mené")]
    [InlineData("50236", "de La Haye", "à La Haye")]
    [InlineData("50332", "des Moitiers-d’Allonne", "aux Moitiers-d’Allonne")]
    [InlineData("85113", "de L’Île-d’Yeu", "à L’Île-d’Yeu")]
    [InlineData("60703", "des Marais", "aux Marais")]
    [InlineData("66104", "de Los Masos", "à Los Masos")]
    [InlineData("51410", "d’Œuilly", "à Œuilly")]
    [InlineData("98817", "du Mont-Dore", "au Mont-Dore")]
    [InlineData("98719", "de Gambier", "à Gambier")]
    public void OfAndAt_Commune_FollowItsLiaison(string insee, string of, string at)
    {
        var commune = TheRegister.Commune(insee);

        Assert.Equal(of, CommuneNames.Of(commune));
        Assert.Equal(at, CommuneNames.At(commune));
    }

    [Theory]
    [InlineData("50", "de la Manche")]
    [InlineData("29", "du Finistère")]
    [InlineData("22", "des Côtes-d’Armor")]
    [InlineData("01", "de l’Ain")]
    [InlineData("27", "de l’Eure")]
    [InlineData("75", "de Paris")]
    [InlineData("974", "de La Réunion")]
    public void Of_Departement_PutsItsArticle(string code, string of) =>
        Assert.Equal(of, CommuneNames.Of(TheRegister.Communes.FindDepartement(code)!));

    [Fact]
    public void Of_AllOfFrance_NeverLeavesAnArticleUncontracted() =>
        Assert.All(TheRegister.Communes.All(), commune =>
        {
            Assert.DoesNotContain('\'', CommuneNames.Of(commune));
            Assert.DoesNotMatch("^de (Le|Les|Aux) ", CommuneNames.Of(commune));
            Assert.DoesNotMatch("^à (Le|Les|Aux) ", CommuneNames.At(commune));
            Assert.DoesNotMatch("^de [AEÉÈÊIÎOÔUŒ]", CommuneNames.Of(commune));
        });

    [Theory]
    [InlineData("Saint-Lô", "SL")]
    [InlineData("Agneaux", "AG")]
    [InlineData("La Haye", "LH")]
    [InlineData("Les Moitiers-d'Allonne", "LM")]
    [InlineData("Villedieu-les-Poêles-Rouffigny", "VP")]
    [InlineData("Île-de-Sein", "IS")]
    [InlineData("Œuilly", "OE")]
    [InlineData("Y", "Y")]
    [InlineData("", "?")]
    public void Monogram_Name_IsOneOrTwoCapitals(string name, string monogram) => Assert.Equal(monogram, CommuneNames.Monogram(name));

    [Fact]
    public void ColourIndex_AllOfFrance_StaysInThePaletteAndUsesAllOfIt()
    {
        var colours = TheRegister.Communes.All().CountBy(c => CommuneNames.ColourIndex(c.Insee)).ToDictionary();

        Assert.Equal(Enumerable.Range(1, 12), colours.Keys.Order());
        Assert.All(colours.Values, count => Assert.InRange(count, 2_000, 4_000));
        Assert.NotEqual(CommuneNames.ColourIndex("50502"), CommuneNames.ColourIndex("50503"));
    }
}
