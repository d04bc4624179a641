using System.Text;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Tests.Communes.Register;

public sealed class CommuneCsvTests
{
    [Theory]
    [InlineData("insee;courriel;adresse\r\n50502;mairie@exemple.fr;\"Place ; Général\"\r\n")]
    [InlineData("sep=;\nCode INSEE;courriel;adresse\n50502;mairie@exemple.fr;\"Place ; Général\"\n")]
    [InlineData("code_insee,e-mail,adresse\n50502,mairie@exemple.fr,Place ; Général")]
    [InlineData("codeInsee\tcourriel\tadresse\n'50502\tmairie@exemple.fr\tPlace ; Général\n\n")]
    public void Read_AnySpreadsheetDialect_GivesTheSameRow(string text)
    {
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], latin.GetBytes(text) })
        {
            var import = Read(bytes);
            var row = Assert.Single(import.Rows);
            Assert.Empty(import.Rejected);
            Assert.Equal(("50502", "mairie@exemple.fr", "Place ; Général"), (row.Commune.Insee, row.Courriel, row.Adresse));
        }
    }

    [Theory]
    [InlineData("1053", "Écrivez 01053")]
    [InlineData("50173", "Écrivez 50129")]
    [InlineData("75101", "Écrivez 75056")]
    [InlineData("50000", "50502 pour Saint-Lô")]
    [InlineData("99999", "aucune commune")]
    [InlineData("9999", "en compte cinq")]
    [InlineData("505022", "cinq caractères")]
    [InlineData("2C004", "cinq caractères")]
    [InlineData("\"\"; x", "manque")]
    [InlineData("50502;pas un courriel", "adresse électronique")]
    [InlineData("50502;;rouge", "#1f4e79")]
    [InlineData("50502;;;https://exemple.fr/", "sans https://")]
    [InlineData("50502;;;;a;b", "colonnes")]
    [InlineData("50\0502", "caractère invisible")]
    [InlineData("50502;\"ouvert", "guillemet")]
    [InlineData("50502\n50502", "déjà à la ligne 2")]
    public void Read_BadLine_SaysHowToMendItAndKeepsTheOthers(string line, string reason)
    {
        var import = Read(Encoding.UTF8.GetBytes($"insee;courriel;couleur;domaine\n{line}\n2a004;;#ABCDEF;Mairie.Exemple.fr\n"));

        Assert.Contains(reason, Assert.Single(import.Rejected).Reason, StringComparison.Ordinal);
        var kept = import.Rows[^1];
        Assert.Equal(("2A004", "#abcdef", "mairie.exemple.fr"), (kept.Commune.Insee, kept.Couleur, kept.Domaine));
    }

    [Fact]
    public void Read_OverlongLine_IsRejectedWithItsNumber()
    {
        var import = Read(Encoding.UTF8.GetBytes($"insee;adresse\n50502;{new string('a', 3_000)}\n50129;ici\n"));

        Assert.Equal(2, Assert.Single(import.Rejected).Line);
        Assert.Equal(3, Assert.Single(import.Rows).Line);
    }

    [Theory]
    [InlineData("", "vide")]
    [InlineData("nom;courriel\nSaint-Lô;\n", "colonne «\u00A0insee\u00A0»")]
    [InlineData("insee;code_insee\n50502;50502\n", "Deux colonnes")]
    [InlineData("PK\u0003\u0004xlsx", "CSV UTF-8")]
    public void Read_WrongFile_SaysWhatIsExpected(string text, string reason)
    {
        var error = Assert.Throws<UnreadableFileException>(() => Read(Encoding.UTF8.GetBytes(text)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileBeyondTheBound_IsRefused() => Assert.Throws<UnreadableFileException>(() => Read(new byte[10 * 1024 * 1024 + 1]));

    private static CommuneImport Read(byte[] bytes) => new CommuneCsv(TheRegister.Communes).Read(new MemoryStream(bytes));
}
