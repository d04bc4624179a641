using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Adresses;
using Beffroi.Portal.Features.Cartes;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using NetTopologySuite.Geometries;

namespace Beffroi.Portal.Tests.Cartes;

public sealed class CarteDrawingTests
{
    [Fact]
    public void Of_BothSides_GoesBetweenThem()
    {
        var numbers = Enumerable.Range(1, 20).Select(number => (number, new Coordinate(number * 10, number % 2 == 0 ? 8 : -8)));

        var line = Assert.Single(StreetLines.Of(numbers, 4));

        Assert.All(line[1..^1], point => Assert.InRange(point.Y, -4, 4));
        Assert.True(line.Length < 8, $"{line.Length} points");
    }

    [Fact]
    public void Of_SidesFarApartOrFarNumbers_AreLinesOfTheirOwn()
    {
        var square = Enumerable.Range(1, 20).Select(number => (number, new Coordinate(number * 10, number % 2 == 0 ? 150 : -150)));
        var far = new[] { (1, new Coordinate(0, 0)), (3, new Coordinate(20, 0)), (5, new Coordinate(900, 0)) };
        var metric = new[] { (10, new Coordinate(0, 0)), (900, new Coordinate(890, 0)) };

        Assert.Equal(2, StreetLines.Of(square, 4).Count);
        Assert.Equal([2, 1], StreetLines.Of(far, 4).Select(line => line.Length));
        Assert.Single(StreetLines.Of(metric, 4));
        Assert.Empty(StreetLines.Of([], 4));
    }

    [Theory]
    [InlineData("Rue de la Marne", true)]
    [InlineData("Bd Circulaire", true)]
    [InlineData("Place Sainte-Croix", true)]
    [InlineData("La Petite Épine", false)]
    [InlineData("Hameau du Bois", false)]
    public void IsStreet_TellsAStreetFromAPlace(string name, bool street) => Assert.Equal(street, StreetLines.IsStreet(name));

    [Fact]
    public void Write_ALargeTown_IsBounded()
    {
        var commune = TheCommune();
        var random = new Random(7);
        var addresses = Enumerable.Range(0, 60_000).Select(rank => new CommuneAddress
        {
            CommuneId = commune.Id,
            Rank = rank + 1,
            Street = $"Rue {rank / 15}",
            Number = rank % 15,
            IsStreet = rank % 15 == 0,
            Words = " rue",
            Latitude = 49 + random.NextDouble(),
            Longitude = -1 + random.NextDouble(),
        }).ToList();

        var map = CarteDrawing.Write(commune, addresses);

        Assert.True(map.Length < 500_000, $"{map.Length} bytes");
        var streets = JsonDocument.Parse(map).RootElement.GetProperty("voies");
        Assert.InRange(streets.GetArrayLength(), 100, CarteDrawing.MostNames);
        Assert.InRange(streets.EnumerateArray().Sum(street => street.EnumerateArray().Skip(1).Sum(line => line.GetArrayLength())), 1, 2 * CarteDrawing.MostPoints);
    }

    [Fact]
    public void Write_NothingKnown_ShowsTheLandAroundTheCentre()
    {
        var map = JsonDocument.Parse(CarteDrawing.Write(TheCommune(), [])).RootElement;

        Assert.Equal([-111800, 4909000, -106200, 4913000], map.GetProperty("cadre").EnumerateArray().Select(edge => edge.GetInt32()));
        Assert.Equal(0, map.GetProperty("contour").GetArrayLength());
    }

    [Fact]
    public void Limits_AreReadAsTheyWereWritten_AndBounded()
    {
        (double Latitude, double Longitude)[] square = [(49, -1), (49, -0.9), (49.1, -0.9), (49.1, -1), (49, -1)];
        var round = Enumerable.Range(0, 20_000).Select(step => (49 + (Math.Sin(step / 1000.0) * 0.1), Math.Cos(step / 1000.0) * 0.1)).ToArray();

        Assert.Equal(square, Assert.Single(CommuneLimits.Read(CommuneLimits.Write([[square]]))));
        Assert.InRange(CommuneLimits.Read(CommuneLimits.Write([[round]])).Sum(ring => ring.Count), 10, CommuneLimits.MostPoints);
        Assert.Empty(CommuneLimits.Read(null));
    }

    [Theory]
    [InlineData("https://data.geopf.fr/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}", "https://data.geopf.fr")]
    [InlineData("https://tuiles.exemple.fr:8443/{z}/{x}/{y}.png", "https://tuiles.exemple.fr:8443")]
    [InlineData("http://127.0.0.1:9000/{z}/{x}/{y}.png", "http://127.0.0.1:9000")]
    [InlineData("http://tuiles.exemple.fr/{z}/{x}/{y}.png", null)]
    [InlineData("https://{s}.tuiles.exemple.fr/{z}/{x}/{y}.png", null)]
    [InlineData("https://moi@tuiles.exemple.fr/{z}/{x}/{y}.png", null)]
    [InlineData("https://tuiles.exemple.fr/{z}/{x}.png", null)]
    [InlineData("https://tuiles.exemple.fr;script-src/{z}/{x}/{y}", null)]
    [InlineData("https://tuiles.exemple.fr *.exemple.com/{z}/{x}/{y}", null)]
    [InlineData("/{z}/{x}/{y}", null)]
    [InlineData("", null)]
    public void Origin_IsTheOneHostThatServesTheTiles(string template, string? origin) => Assert.Equal(origin, CarteTuiles.Origin(template));

    [Fact]
    public void Point_IsSaidAsOnPaper()
    {
        Assert.Equal("49,11600\u00A0N 1,09000\u00A0O", new GeoPoint(49.116, -1.09).Words);
        Assert.Equal("21,12000\u00A0S 55,50000\u00A0E", new GeoPoint(-21.12, 55.5).Words);
        Assert.Equal("geo:-21.12,55.5", new GeoPoint(-21.12, 55.5).Href);
    }

    private static Commune TheCommune() => new()
    {
        Id = Guid.CreateVersion7(),
        Insee = "50502",
        Nom = "Saint-Lô",
        Liaison = Liaison.De,
        Slug = "saint-lo",
        DepartementCode = "50",
        DepartementNom = "Manche",
        Couleur = "#1d4f76",
        Latitude = 49.11,
        Longitude = -1.09,
        CreatedAt = default,
    };
}
