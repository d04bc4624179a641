using System.Text;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Tests.Communes.Register;

public sealed class OutlinesTests
{
    [Fact]
    public void Read_Manche_DrawsEveryCommuneSmallerThanItCame()
    {
        using var full = OpenManche();
        using var again = OpenManche();
        var raw = Outlines.Read(full, TheRegister.Communes, 0);
        var simple = Outlines.Read(again, TheRegister.Communes, 2);

        Assert.Empty(simple.Rejected);
        Assert.Equal(445, simple.Communes.Count);
        Assert.All(simple.Communes, c => Assert.Matches(@"^(M-?[0-9][-0-9., ]+Z)+$", c.Path));
        Assert.True(simple.Communes.Sum(c => c.Path.Length) < raw.Communes.Sum(c => c.Path.Length));
        var map = DepartementMap.Of(TheRegister.Communes.Departement("50"), simple.Projection);
        Assert.All(map.Points, p => Assert.True(p.X is >= 0 and <= 1000 && p.Y >= 0 && p.Y <= simple.Projection.Height));
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "collection GeoJSON")]
    [InlineData("{\"features\":3}", "collection GeoJSON")]
    public void Read_NotGeoJson_SaysWhatIsExpected(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableFileException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("3", "insee")]
    [InlineData("{\"properties\":{\"insee\":50502}}", "insee")]
    [InlineData("{\"properties\":{\"insee\":\"\\ud800\"}}", "insee")]
    [InlineData("{\"properties\":{\"insee\":\"50173\"}}", "50129")]
    [InlineData("{\"properties\":{\"insee\":\"50502\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}", "Polygon")]
    [InlineData("{\"properties\":{\"insee\":\"50502\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]}}", "mal formé")]
    [InlineData("{\"properties\":{\"insee\":\"50502\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1e999],[0,0]]]}}", "mal formé")]
    public void Read_BadFeature_IsLeftOutWithItsReason(string feature, string reason)
    {
        var outlines = Read($"{{\"features\":[{feature}]}}");

        Assert.Empty(outlines.Communes);
        Assert.Contains(reason, Assert.Single(outlines.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CommunesWithoutCoordinates_AreListedApart()
    {
        var map = DepartementMap.Of([TheRegister.Commune("50502"), TheRegister.Commune("97701")]);

        Assert.Equal((500.0, "97701"), (Assert.Single(map.Points).X, Assert.Single(map.Missing).Insee));
    }

    [Fact]
    public void Around_Places_PutsNorthUpAndEastRight()
    {
        var map = DepartementMap.Of(TheRegister.Communes.Departement("50"));
        var cherbourg = map.Points.Single(p => p.Commune.Insee == "50129");
        var saintLo = map.Points.Single(p => p.Commune.Insee == "50502");

        Assert.True(cherbourg.Y < saintLo.Y && cherbourg.X < saintLo.X);
    }

    private static Outlines Read(string text) => Outlines.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TheRegister.Communes);

    private static FileStream OpenManche()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Beffroi.slnx")))
        {
            folder = folder.Parent;
        }

        return File.OpenRead(Path.Combine(folder.FullName, "demo", "contours-communes-50.geojson"));
    }
}
