using System.Text;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Adresses;
using Beffroi.Portal.Features.Adresses.Import;
using Beffroi.TestKit;
using CsCheck;

namespace Beffroi.Portal.Tests.Adresses;

public sealed class BalFileTests
{
    private const string Header = "cle_interop;commune_insee;voie_nom;numero;suffixe;commune_deleguee_nom;lieudit_complement_nom;position;long;lat;x;y\n";

    [Theory]
    [InlineData("bal-1.3-valide.csv", 0)]
    [InlineData("bal-1.4-valide.csv", 1)]
    [InlineData("bal-1.5-valide.csv", 1)]
    public void Read_EachVersionOfTheFormat_TakesTheAddress(string name, int merged)
    {
        var bal = Read(File.ReadAllBytes(Sample(name)), "31591");

        var address = Assert.Single(bal.Addresses);
        Assert.Equal(("9 Rue des 3 Places", "31591_xxxx_00009", 1.028392, 43.111637), (address.Line, address.InteropKey, address.Longitude, address.Latitude));
        Assert.True(address.IsStreet);
        Assert.Empty(bal.Rejected);
        Assert.Equal(merged, bal.Merged);
    }

    [Fact]
    public void Read_ImperfectRealFile_TakesWhatIsTheCommunesAndSaysTheRest()
    {
        var bal = Read(File.ReadAllBytes(Sample("bal-reelle-imparfaite.csv")), "67482", (48.57, 7.76));

        Assert.Equal(
            ["11 Rue du Verdon", "52 Rue de la Renaissance", "43 Rue de l'Aubépine", "195 Route Oberhausbergen", "45 Rue de l'Aubépine", "16 Avenue François Mitterrand", "8 Rue du Rosslauf"],
            bal.Addresses.Select(address => address.Line));
        Assert.Equal(1, bal.Merged);
        Assert.Equal([10, 11, 12, 13, 14, 15, 16], bal.Rejected.Select(line => line.Line));
        Assert.Contains("commune 29189, pas de 67482", bal.Rejected[^1].Reason, StringComparison.Ordinal);
        Assert.All(bal.Addresses, address => Assert.NotNull(address.Latitude));
        Assert.Equal("163 rue Eric Tabarly", Read(File.ReadAllBytes(Sample("bal-reelle-imparfaite.csv")), "29189").Addresses[^1].Line);
    }

    [Fact]
    public void Read_FileOfAnotherCommune_IsRefusedAndSaysWhose()
    {
        var refused = Assert.Throws<UnreadableFileException>(() => Read(File.ReadAllBytes(Sample("bal-1.5-valide.csv")), "50502"));

        Assert.Contains("commune 31591", refused.Message, StringComparison.Ordinal);
        Assert.Contains("50502", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileWithoutTheStreet_NamesTheColumn() =>
        Assert.Contains("voie_nom", Assert.Throws<UnreadableFileException>(() => Read(File.ReadAllBytes(Sample("bal-invalide-sans-voie.csv")), "31591")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(";50502;;12;;;;;;;;", "voie_nom")]
    [InlineData(";50502;Rue A;douze;;;;;;;;", "nombre entier")]
    [InlineData(";50502;Rue A;12345;;;;;;;;", "nombre entier")]
    [InlineData(";50502;Rue A;12;<b>;;;;;;;", "suffixe")]
    [InlineData(";50502;Rue \u0007A;12;;;;;;;;", "invisible")]
    [InlineData(";50502;\"Rue A;12;;;;;;;;", "guillemet")]
    [InlineData(";50002;Rue A;12;;;;;;;;", "50002")]
    public void Read_BadLine_IsRejectedAloneWithItsNumber(string line, string said)
    {
        var bal = Text(Header + ";50502;Rue B;1;;;;;;;;\n" + line + "\n;50502;Rue B;2;;;;;;;;\n");

        Assert.Equal(["1 Rue B", "2 Rue B"], bal.Addresses.Select(address => address.Line));
        var rejected = Assert.Single(bal.Rejected);
        Assert.Equal(3, rejected.Line);
        Assert.Contains(said, rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LineLongerThanAny_IsRejected() =>
        Assert.Contains("200 caractères", Text(Header + $";50502;Rue B;1;;;;;;;;\n;50502;{new string('a', 201)};1;;;;;;;;\n").Rejected.Single().Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("12", "", "12 Rue A")]
    [InlineData("12", "BIS", "12 bis Rue A")]
    [InlineData("12bis", "", "12 bis Rue A")]
    [InlineData("12 ter", "", "12 ter Rue A")]
    [InlineData("163,0000000000", "", "163 Rue A")]
    [InlineData("0", "", "0 Rue A")]
    [InlineData("99999", "", "Rue A")]
    [InlineData("", "", "Rue A")]
    public void Read_NumberAsPeopleWriteIt_IsTaken(string number, string suffix, string line) =>
        Assert.Equal(line, Text(Header + $";50502;Rue  A;{number};{suffix};;;;;;;\n").Addresses.Single().Line);

    [Fact]
    public void Read_SeveralPositionsOfAnAddress_KeepsTheEntry()
    {
        var bal = Text(Header + ";50502;Rue A;1;;;;parcelle;-1.09;49.11;;\n;50502;Rue A;1;;;;entrée;-1.08;49.12;;\n;50502;Rue A;1;;;;bâtiment;-1.07;49.13;;\n");

        Assert.Equal((-1.08, 49.12, 2), (bal.Addresses.Single().Longitude, bal.Addresses.Single().Latitude, bal.Merged));
        Assert.True(bal.Addresses.Single().IsStreet);
    }

    [Fact]
    public void Read_PositionInMetresOnly_IsTheSamePointInDegrees()
    {
        var address = Read("commune_insee;voie_nom;numero;x;y\n31591;Rue A;1;539416.13;6225601.11\n", "31591", (43.1, 1.0)).Addresses.Single();

        Assert.Equal((1.028392, 43.111637), (address.Longitude!.Value, address.Latitude!.Value), (expected, given) => Math.Abs(expected.Item1 - given.Item1) < 2e-6 && Math.Abs(expected.Item2 - given.Item2) < 2e-6);
    }

    [Theory]
    [InlineData("49.11;-1.09")]
    [InlineData("-1.09;4911")]
    [InlineData("NaN;NaN")]
    public void Read_PositionElsewhere_IsLeftOut(string position) =>
        Assert.Null(Read($"commune_insee;voie_nom;numero;long;lat\n50502;Rue A;1;{position}\n", "50502", (49.11, -1.09)).Addresses.Single().Latitude);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public void Read_AnyUsualEncoding_KeepsTheAccents(string encoding)
    {
        var writer = encoding == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(encoding);
        byte[] bytes = [.. writer.GetPreamble(), .. writer.GetBytes("commune_insee;voie_nom;numero\n50502;Rue de l’Épée d’Œuf;1\n")];

        Assert.Equal("1 Rue de l’Épée d’Œuf", Read(bytes, "50502").Addresses.Single().Line);
    }

    [Fact]
    public void Read_HostileSize_IsRefused()
    {
        Assert.Throws<UnreadableFileException>(() => Read(new byte[61 * 1024 * 1024], "50502"));
        Assert.Throws<UnreadableFileException>(() => Text(Header + new string('\n', 200_001)));
        Assert.Throws<UnreadableFileException>(() => Text(""));
        Assert.Throws<UnreadableFileException>(() => Read("PK\u0003\u0004classeur"u8.ToArray(), "50502"));
    }

    [Fact]
    public void Read_AnyBytes_EitherTakesOrSaysWhy() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        try
        {
            var bal = Read([.. Encoding.UTF8.GetBytes(Header + ";50502;Rue B;1;;;;;;;;\n"), .. bytes], "50502");
            return bal.Addresses.All(address => address.Street.Length is > 0 and <= CommuneAddress.MaxName && address.Words.StartsWith(' ')) && bal.Rejected.All(line => line.Line > 1);
        }
        catch (UnreadableFileException error)
        {
            return error.Message.Length > 10;
        }
    });

    [Theory]
    [InlineData("Av. du Gal de Gaulle", " avenue general gaulle")]
    [InlineData("BD ST-Martin", " boulevard saint martin")]
    [InlineData("Rue de l’Aubépine", " rue aubepine")]
    [InlineData("Place du 8-Mai-1945", " place 8 mai 1945")]
    public void Words_AreThoseThatPeopleAgreeOn(string name, string words) => Assert.Equal(words, AddressWords.ToFind(name));

    internal static string Sample(string name) => Path.Combine(Repository.Root, "tests", "Portal", "Adresses", "bal", name);

    private static BalContent Text(string text) => Read(Encoding.UTF8.GetBytes(text), "50502");

    private static BalContent Read(string text, string insee, (double, double) centre) => Read(Encoding.UTF8.GetBytes(text), insee, centre);

    private static BalContent Read(byte[] bytes, string insee, (double Latitude, double Longitude)? centre = null)
    {
        using var file = new MemoryStream(bytes);
        return BalFile.Read(file, new Commune
        {
            Id = Guid.CreateVersion7(),
            Insee = insee,
            Nom = "Exemple",
            Liaison = Liaison.De,
            Slug = "exemple",
            DepartementCode = insee[..2],
            DepartementNom = "Exemple",
            Couleur = "#1d4f76",
            Latitude = centre?.Latitude,
            Longitude = centre?.Longitude,
            CreatedAt = DateTime.UnixEpoch,
        });
    }
}
