using Beffroi.Portal.Communes.Register;
using CsCheck;

namespace Beffroi.Portal.Tests.Communes.Register;

public sealed class CommuneSlugsTests
{
    private static readonly RegisterCommune[] France = [.. TheRegister.Communes.All()];

    [Theory]
    [InlineData("50502", "saint-lo")]
    [InlineData("22046", "le-mene")]
    [InlineData("50236", "la-haye")]
    [InlineData("01001", "l-abergement-clemenciat")]
    [InlineData("85113", "l-ile-d-yeu")]
    [InlineData("51410", "oeuilly")]
    [InlineData("80829", "y")]
    [InlineData("51513", "saint-remy-en-bouzemont-saint-genest-et-isson")]
    [InlineData("58062", "chateau-chinon-ville")]
    [InlineData("97613", "m-tsangamouji")]
    public void Choose_FreeName_IsReadable(string insee, string slug) =>
        Assert.Equal(slug, CommuneSlugs.Choose(TheRegister.Commune(insee), _ => false));

    [Fact]
    public void Choose_NameTaken_AddsDepartementThenInsee()
    {
        var poilley = TheRegister.Commune("50407");

        Assert.Equal("poilley", CommuneSlugs.Choose(poilley, _ => false));
        Assert.Equal("poilley-50", CommuneSlugs.Choose(poilley, label => label == "poilley"));
        Assert.Equal("poilley-50407", CommuneSlugs.Choose(poilley, label => label is "poilley" or "poilley-50"));
        Assert.Equal("poilley-50407-2", CommuneSlugs.Choose(poilley, label => !label.EndsWith("-2", StringComparison.Ordinal)));
        Assert.Throws<InvalidOperationException>(() => CommuneSlugs.Choose(poilley, _ => true));
    }

    [Fact]
    public void Choose_ReservedName_AddsDepartement()
    {
        var named = TheRegister.Commune("50502") with { Name = "Bureau" };

        Assert.Equal("bureau-50", CommuneSlugs.Choose(named, _ => false));
    }

    [Fact]
    public void Choose_NameLongerThanALabel_LosesWholeWords()
    {
        var commune = TheRegister.Commune("50502") with { Name = string.Join('-', Enumerable.Repeat("Bouzemont", 9)) };

        var plain = CommuneSlugs.Choose(commune, _ => false);
        var suffixed = CommuneSlugs.Choose(commune, label => label == plain);

        Assert.Equal(string.Join('-', Enumerable.Repeat("bouzemont", 6)), plain);
        Assert.EndsWith("bouzemont-50", suffixed, StringComparison.Ordinal);
        Assert.True(CommuneSlugs.IsLabel(suffixed));
    }

    [Fact]
    public void Choose_AllOfFranceInAnyOrder_GivesUniqueLabels() =>
        Gen.Int.Sample(
            seed =>
            {
                var order = (RegisterCommune[])France.Clone();
                new Random(seed).Shuffle(order);
                var taken = new HashSet<string>(StringComparer.Ordinal);
                foreach (var commune in order)
                {
                    var slug = CommuneSlugs.Choose(commune, taken.Contains);
                    Assert.True(CommuneSlugs.IsLabel(slug), slug);
                    Assert.False(CommuneSlugs.IsReserved(slug), slug);
                    Assert.True(taken.Add(slug), slug);
                }

                // No two communes of a département share a name: nobody needs the INSEE code.
                Assert.DoesNotContain(taken, slug => slug.Any(char.IsAsciiDigit) && slug[(slug.LastIndexOf('-') + 1)..].Length > 3);
            },
            iter: 5);

    [Fact]
    public void Choose_AnyName_IsALabel() =>
        Gen.String.Sample(
            name =>
            {
                var slug = CommuneSlugs.Choose(TheRegister.Commune("50502") with { Name = name }, label => label.Length == 0);
                Assert.True(CommuneSlugs.IsLabel(slug), $"{name} -> {slug}");
            },
            iter: 2_000);

    [Theory]
    [InlineData("saint-lo", true)]
    [InlineData("y", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("xn--a", false)]
    [InlineData("Saint", false)]
    [InlineData("lô", false)]
    [InlineData("a.b", false)]
    [InlineData("a\0", false)]
    [InlineData(null, false)]
    public void IsLabel_Text_FollowsTheRfc(string? text, bool label) => Assert.Equal(label, CommuneSlugs.IsLabel(text));

    [Fact]
    public void IsLabel_SixtyFourCharacters_IsTooLong()
    {
        Assert.True(CommuneSlugs.IsLabel(new string('a', 63)));
        Assert.False(CommuneSlugs.IsLabel(new string('a', 64)));
    }
}
