using System.Xml.Linq;
using Beffroi.Portal.Features.Dossiers.Receipts;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Beffroi.Portal.Tests.Receipts;

public sealed class ReceiptPdfTests
{
    private static readonly Receipt s_receipt = new()
    {
        Commune = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
        Monogramme = "SR",
        Couleur = "#1d4f76",
        Code = "K7F4M 2WRTA",
        Numero = "50502-2026-01482",
        RecuLe = new DateTime(2026, 11, 24, 9, 41, 0, DateTimeKind.Utc),
        Demarche = "Demande d’acte de naissance",
        Demandeur = "Camille Modèle",
        Suite =
        [
            "L’état civil vérifie votre demande et vous envoie un accusé de réception, au plus tard le 8\u00a0décembre 2026.",
            "S’il manque une pièce, nous vous l’écrivons.",
            "Vous recevez l’acte par la poste. C’est gratuit.",
        ],
        Contact = ["Service état civil", "Place du Général-de-Gaulle, 50000 Saint-Lô", "02\u00a033\u00a000\u00a000\u00a000 · etat-civil@example.org"],
        AdresseSuivi = "https://saint-lo.exemple.fr/suivi",
    };

    [Fact]
    public void Render_IsTaggedTitledAndInFrench()
    {
        using var document = Open(s_receipt);

        Assert.Equal("fr-FR", document.Language);
        Assert.True(document.Internals.Catalog.Elements.GetDictionary("/MarkInfo")!.Elements.GetBoolean("/Marked"));
        Assert.NotNull(document.Internals.Catalog.Elements.GetDictionary("/StructTreeRoot"));
        Assert.StartsWith("Récépissé 50502-2026-01482", document.Info.Title, StringComparison.Ordinal);
        Assert.Equal(1, document.PageCount);
    }

    [Fact]
    public void Render_EmbedsItsFonts_SoThatAnyReaderShowsAndCopiesTheText()
    {
        using var document = Open(s_receipt);
        var fonts = document.Pages[0].Resources.Elements.GetDictionary("/Font")!;

        Assert.NotEmpty(fonts.Elements.Values);
        Assert.All(fonts.Elements.Values, font =>
        {
            var dictionary = (PdfDictionary)((PdfSharp.Pdf.Advanced.PdfReference)font!).Value;
            Assert.Contains("Beffroi", dictionary.Elements.GetName("/BaseFont"), StringComparison.Ordinal);
            Assert.True(dictionary.Elements.GetName("/Encoding") == "/WinAnsiEncoding" || dictionary.Elements.GetDictionary("/ToUnicode") is not null);
        });
    }

    [Fact]
    public void Render_HoldsTheCodeAndTheNumberAsText()
    {
        using var document = Open(s_receipt);

        var content = System.Text.Encoding.Latin1.GetString(document.Pages[0].Contents.CreateSingleContent().Stream!.UnfilteredValue);

        Assert.Contains("K7F4M\u00a02WRTA", content, StringComparison.Ordinal);
        Assert.Contains("(50502-2026-01482)", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileValues_StaysAWholeDocument()
    {
        using var document = Open(s_receipt with
        {
            Couleur = "rouge",
            Demandeur = new string('x', 5_000) + "\0\u0001",
            Suite = [.. Enumerable.Repeat("Une étape de plus, avec des mots pour remplir la ligne jusqu’au bout et passer à la suivante.", 40)],
        });

        Assert.InRange(document.PageCount, 2, 6);
    }

    [Fact]
    public void Render_ManyAtOnce_GivesWholeDocuments() => Parallel.For(0, 64, _ =>
    {
        using var document = Open(s_receipt);
        Assert.Equal(1, document.PageCount);
    });

    [Fact]
    public void QrSvg_HasAWordForThoseWhoDoNotSee_AndNoStyle()
    {
        var svg = XElement.Parse(QrSvg.Render("https://saint-lo.exemple.fr/suivi", "Code <QR>"));

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("Code <QR>", svg.Attribute("aria-label")!.Value);
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName == "style");
    }

    [Fact]
    public void QrSvg_TextTooLong_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => QrSvg.Render(new string('a', 501)));

    private static PdfDocument Open(Receipt receipt) =>
        PdfReader.Open(new MemoryStream(ReceiptPdf.Render(receipt)), PdfDocumentOpenMode.Import);
}
