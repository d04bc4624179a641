using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Tests.Communes.Register;

public sealed class CommuneRegisterTests
{
    [Fact]
    public void Load_RealRegister_HoldsEveryCommuneInOrder()
    {
        var all = TheRegister.Communes.All().ToList();

        Assert.Equal("2026-01-01", TheRegister.Communes.Edition);
        Assert.Equal(34_969, all.Count);
        Assert.Equal(all.Count, all.Select(c => c.Insee).Distinct().Count());
        Assert.Equal(all.Select(c => c.Insee).Order(StringComparer.Ordinal), all.Select(c => c.Insee));
    }

    [Fact]
    public void Find_SaintLo_IsComplete()
    {
        var commune = TheRegister.Commune("50502");

        Assert.Equal("Saint-Lô", commune.Name);
        Assert.Equal(Liaison.De, commune.Liaison);
        Assert.Equal(["50000"], commune.Postcodes);
        Assert.Equal(19_471, commune.PopulationMunicipale);
        Assert.Equal(20_213, commune.PopulationTotale);
        Assert.Equal("215005026", commune.Siren);
        Assert.Equal(("50", "Manche", "Normandie"), (commune.Departement.Code, commune.Departement.Name, commune.Departement.Region.Name));
        Assert.Equal(new RegisterEpci("200066389", "CA", "CA Saint-Lô Agglo"), commune.Epci);
        Assert.Equal(49.1123, commune.Latitude);
        Assert.Equal(-1.0812, commune.Longitude);
        Assert.Equal(["50459", "50560"], commune.Former.Select(f => f.Insee));
    }

    [Theory]
    [InlineData("75056", "Paris", "75", "217500016")]
    [InlineData("2A004", "Ajaccio", "2A", "212000046")]
    [InlineData("50129", "Cherbourg-en-Cotentin", "50", "200056844")]
    [InlineData("97411", "Saint-Denis", "974", "219740115")]
    [InlineData("85113", "L'Île-d'Yeu", "85", "218501138")]
    [InlineData("97701", "Saint-Barthélemy", "977", null)]
    [InlineData("98818", "Nouméa", "988", null)]
    public void Find_AnyPartOfFrance_GivesNameDepartementAndSiren(string insee, string name, string departement, string? siren)
    {
        var commune = TheRegister.Commune(insee);

        Assert.Equal((name, departement, siren), (commune.Name, commune.Departement.Code, commune.Siren));
    }

    [Theory]
    [InlineData("22016")]
    [InlineData("29083")]
    [InlineData("29155")]
    [InlineData("85113")]
    [InlineData("97502")]
    public void Find_CommuneOutsideAnyEpci_HasNone(string insee) => Assert.Null(TheRegister.Commune(insee).Epci);

    [Fact]
    public void Find_SeveralPostcodes_GivesThemAll()
    {
        Assert.Equal(["50100", "50110", "50120", "50130", "50460", "50470"], TheRegister.Commune("50129").Postcodes);
        Assert.Equal(21, TheRegister.Commune("75056").Postcodes.Count);
        Assert.Empty(TheRegister.Commune("98412").Postcodes);
    }

    [Fact]
    public void Find_CityOfArrondissements_HasTheirTotalPopulation()
    {
        var paris = TheRegister.Commune("75056");

        Assert.Equal(2_103_778, paris.PopulationMunicipale);
        Assert.InRange(paris.PopulationTotale!.Value, 2_103_778, 2_200_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5050")]
    [InlineData("505022")]
    [InlineData("2a004")]
    [InlineData("75101")]
    [InlineData("99999")]
    [InlineData("00000")]
    [InlineData("50\05")]
    [InlineData("5050é")]
    [InlineData("５０５０２")]
    public void Find_CodeOfNoCommune_IsNull(string? insee) => Assert.Null(TheRegister.Communes.Find(insee));

    [Fact]
    public void Former_LeMene_ListsDelegueesIncludingTheOneThatBearsItsCode()
    {
        var mene = TheRegister.Commune("22046");

        Assert.Equal("Le Mené", mene.Name);
        Assert.Contains(new FormerCommune("22046", "Collinée", FormerKind.Deleguee, "22046"), mene.Former);
        Assert.Equal(7, mene.Former.Count(f => f.Kind == FormerKind.Deleguee));
        Assert.Null(TheRegister.Communes.FindFormer("22046"));
        Assert.Equal(new FormerCommune("22066", "Le Gouray", FormerKind.Deleguee, "22046"), TheRegister.Communes.FindFormer("22066"));
    }

    [Theory]
    [InlineData("50173", "50129", FormerKind.Deleguee)]
    [InlineData("01120", "01262", FormerKind.Associee)]
    [InlineData("20004", "2A004", FormerKind.AncienCode)]
    [InlineData("50459", "50502", FormerKind.AncienCode)]
    public void FindFormer_CodeOfYesterday_SaysWhereItWent(string insee, string into, FormerKind kind)
    {
        var former = TheRegister.Communes.FindFormer(insee);

        Assert.Equal((into, kind), (former?.Into, former?.Kind));
        Assert.NotEmpty(former!.Name);
    }

    [Fact]
    public void FindFormer_EveryFormerCode_LeadsToACommuneOfToday() =>
        Assert.All(
            TheRegister.Communes.All().SelectMany(c => c.Former),
            former => Assert.NotNull(TheRegister.Communes.Find(TheRegister.Communes.FindFormer(former.Insee)?.Into ?? former.Insee)));

    [Theory]
    [InlineData("50", 445)]
    [InlineData("2A", 124)]
    [InlineData("75", 1)]
    [InlineData("977", 1)]
    [InlineData("97", 0)]
    [InlineData("", 0)]
    [InlineData("999", 0)]
    public void Departement_Code_GivesItsCommunesOnly(string code, int count)
    {
        var communes = TheRegister.Communes.Departement(code);

        Assert.Equal(count, communes.Count);
        Assert.All(communes, c => Assert.Equal(code, c.Departement.Code));
    }

    [Fact]
    public void Departement_AllOfThem_ShareEveryCommune() =>
        Assert.Equal(TheRegister.Communes.Count, TheRegister.Communes.Departements.Sum(d => TheRegister.Communes.Departement(d.Code).Count));

    [Theory]
    [InlineData("saint lo", "50502")]
    [InlineData("St-Lô", "50502")]
    [InlineData("SAINT-LÔ", "50502")]
    [InlineData("ile d’yeu", "85113")]
    [InlineData("l'ile d'yeu", "85113")]
    [InlineData("mené", "22046")]
    [InlineData("50502", "50502")]
    [InlineData("2a004", "2A004")]
    [InlineData("oeuilly 51", "51410")]
    [InlineData("Œuilly 02", "02565")]
    [InlineData("poilley 50220", "50407")]
    [InlineData("Saint-Denis 974", "97411")]
    [InlineData("equeurdreville", "50129")]
    [InlineData("paris", "75056")]
    public void Search_AsPeopleType_FindsTheCommuneFirst(string text, string insee) =>
        Assert.Equal(insee, TheRegister.Communes.Search(text, 5) is [var first, ..] ? first.Insee : null);

    [Fact]
    public void Search_SharedPostcode_GivesAllItsCommunes()
    {
        var found = TheRegister.Communes.Search("50310", 50);

        Assert.Equal(18, found.Count(c => c.Postcodes.Contains("50310")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" -’ ")]
    [InlineData("\0")]
    [InlineData("\uD800")]
    [InlineData("zzzzzz")]
    [InlineData("500000")]
    public void Search_NothingToFind_IsEmpty(string? text) => Assert.Empty(TheRegister.Communes.Search(text));

    [Fact]
    public void Search_ShortText_StaysWithinTheBound()
    {
        Assert.Equal(10, TheRegister.Communes.Search("saint", 10).Count);
        Assert.Equal(200, TheRegister.Communes.Search("saint", int.MaxValue).Count);
        Assert.Empty(TheRegister.Communes.Search("saint", -1));
        Assert.Empty(TheRegister.Communes.Search(new string('a', 1_000_000)));
    }
}
