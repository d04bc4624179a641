using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Receipts;

namespace Beffroi.Portal.Tests.Documents;

/// <summary>
/// Every sheet that the portal draws has the structure that PDF/UA asks for. veraPDF would say more: on 27 November 2026 it is neither
/// in Debian 13, on PyPI nor on npm, and Maven Central did not answer here; its profile is not run by these tests.
/// </summary>
public sealed class SheetStructureTests
{
    private static readonly DateTime s_at = new(2026, 11, 24, 9, 41, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void Receipt_IsTagged(int answers)
    {
        var content = new ReceiptContent(
            "Mairie de Saint-Lô", "SL", "#1d4f91", "Demander un acte de naissance", "K7F4M 2WRTA", "50502-2026-00012", s_at, "Camille Modèle", "camille@example.org",
            ["La mairie lit votre demande.", "Elle vous répond."],
            [new SummaryGroup("Vous", "vous", [.. Enumerable.Range(0, answers).Select(i => new SummaryLine($"q{i}", $"Question {i}", "Réponse", "vous"))])],
            "http://saint-lo.beffroi.localhost/suivi?code=K7F4M2WRTA", "saint-lo.beffroi.localhost/suivi", ["au guichet de la mairie"]);

        Assert.Empty(PdfStructure.Faults(ReceiptPdf.Draw(content)));
    }

    [Fact]
    public void Acknowledgement_IsTagged()
    {
        var content = new AcknowledgementContent(
            "Mairie de Saint-Lô", "SL", "#1d4f91", "50502-2026-00012", "Accusé de réception <1 & 2>", "Bonjour,\n\nNous avons reçu votre demande.", new DateOnly(2026, 11, 24));

        Assert.Empty(PdfStructure.Faults(AcknowledgementPdf.Draw(content)));
    }

    [Theory]
    [InlineData(DocumentKind.Decision)]
    [InlineData(DocumentKind.Preparation)]
    public void Paper_IsTagged_WithItsLists(DocumentKind kind)
    {
        var (bytes, pages) = PaperPdf.Draw(Content(kind, 3), new PaperProof(PaperCode.Draw(), "http://saint-lo.beffroi.localhost/verifier/K", "saint-lo.beffroi.localhost/verifier"));

        Assert.Equal(1, pages);
        Assert.Empty(PdfStructure.Faults(bytes));
        var types = PdfStructure.Types(bytes);
        Assert.Equal(3, types.Count(type => type == "LI"));
        Assert.Equal(3, types.Count(type => type == "Lbl"));
        Assert.Equal(3, types.Count(type => type == "LBody"));
        Assert.Single(types, "L");
        Assert.Single(types, "Figure");
        Assert.Single(types, "H1");
    }

    [Fact]
    public void Paper_LongTexts_GoOnOnNextSheets()
    {
        var (bytes, pages) = PaperPdf.Draw(Content(DocumentKind.Refus, 40, words: 4_000), null);

        Assert.True(pages > 5);
        Assert.Empty(PdfStructure.Faults(bytes));
    }

    private static PaperContent Content(DocumentKind kind, int items, int words = 20) => new()
    {
        Mairie = "Mairie de Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
        Monogram = "SR",
        Accent = "#1d4f91",
        Contact = ["1 place de la Mairie, 50000 Exempleville", "02 33 00 00 00 · mairie@exemple.fr"],
        Addressee = ["Camille Modèle", "12 rue de l’Exemple", "50000 Exempleville"],
        PlaceAndDate = "À Exempleville, le 24 novembre 2026",
        Kind = kind,
        Title = "Arrêté d’alignement <1> & voirie",
        Numero = "50502-2026-00012",
        Blocks =
        [
            new PaperBlock(false, [string.Join(' ', Enumerable.Repeat("considérant", words))]),
            new PaperBlock(true, [.. Enumerable.Range(0, items).Select(i => i == 1 ? string.Join(' ', Enumerable.Repeat("pièce", words)) : $"pièce {i}")]),
            new PaperBlock(false, ["Dominique Exemple", "Officier d’état civil"]),
        ],
    };
}
