using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>What a receipt says, on the screen and on paper.</summary>
/// <param name="Mairie">« Mairie de Saint-Lô ».</param>
/// <param name="Monogram">The letters of the shield.</param>
/// <param name="Accent">The commune's colour as <c>#rrggbb</c>.</param>
/// <param name="Libelle">What was asked.</param>
/// <param name="Code">The follow-up code in two groups.</param>
/// <param name="Numero">The number.</param>
/// <param name="ReceivedAt">The instant of reception, UTC.</param>
/// <param name="UsagerNom">Who asks.</param>
/// <param name="Courriel">The address that the receipt was sent to, or null.</param>
/// <param name="Next">What happens next.</param>
/// <param name="Groups">The answers in words.</param>
/// <param name="FollowUrl">The follow-up page with the code filled in.</param>
/// <param name="FollowSite">The follow-up page as it is said aloud.</param>
/// <param name="Contact">How to reach the town hall, a line each.</param>
public sealed record ReceiptContent(
    string Mairie, string Monogram, string Accent, string Libelle, string Code, string Numero, DateTime ReceivedAt, string UsagerNom, string? Courriel,
    IReadOnlyList<string> Next, IReadOnlyList<SummaryGroup> Groups, string FollowUrl, string FollowSite, IReadOnlyList<string> Contact)
{
    /// <summary>Who made the request for the usager, under which mandate, and how the latter is told; a line each, none when the usager made it.</summary>
    public IReadOnlyList<string> Mandat { get; init; } = [];

    /// <summary>« Reçue le mardi 24 novembre 2026 à 10 h 41 ».</summary>
    public string Received => $"Reçue le {FrenchDates.LongDateTime(ReceivedAt)}";
}

/// <summary>Makes the receipt of a dossier.</summary>
public sealed class DossierReceipts(DemarcheCatalogue catalogue, CommuneDirectory directory)
{
    /// <summary>What the receipt of this dossier says.</summary>
    public ReceiptContent Of(Dossier dossier)
    {
        var commune = directory.Find(dossier.CommuneId) ?? throw new InvalidOperationException("The commune of the dossier is not known.");
        var demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion) ?? catalogue.Find(dossier.DemarcheCode)
            ?? throw new InvalidOperationException($"The démarche {dossier.DemarcheCode} is not in the catalogue.");
        var form = new FormContext(FrenchDates.DayOf(dossier.ReceivedAt), commune.Nom, commune.Liaison);
        var flow = new FormFlow(demarche, FormAnswers.Read(dossier.Answers, demarche, form), form);
        return new ReceiptContent(
            $"Mairie {commune.NomDe}",
            French.Initials(commune.Nom),
            commune.Couleur,
            Say(form, demarche.Libelle),
            FollowUpCode.Display(dossier.Code),
            dossier.Numero,
            dossier.ReceivedAt,
            dossier.UsagerNom,
            Recipients.OfReceipt(dossier)?.Address,
            [.. demarche.Next.Select(step => Say(form, step))],
            FormSummary.Of(flow),
            directory.UrlOf(commune, Follow.FollowLinks.WithCode(dossier.Code)),
            directory.HostOf(commune) + Follow.FollowLinks.Enter,
            ContactOf(commune))
        {
            Mandat = dossier.Mandat is { } mandat ? MandatOf(mandat, dossier) : [],
        };
    }

    private static IReadOnlyList<string> MandatOf(Mandat mandat, Dossier dossier) =>
    [
        $"Demande faite au nom de {dossier.UsagerNom} par {MandatWords.Who(mandat)}.",
        MandatWords.Given(mandat) + ".",
        dossier.UsagerCourriel is { } address
            ? $"Un courriel le dit à {dossier.UsagerNom}, à {address}, avec le moyen de répondre que ce n’est pas son souhait."
            : $"{dossier.UsagerNom} n’a pas donné d’adresse électronique\u00a0: la mairie l’en prévient par lettre ou par téléphone.",
    ];

    private static string Say(FormContext form, string text) => French.Typography(form.Fill(text));

    private static IReadOnlyList<string> ContactOf(Commune commune) =>
    [
        .. ((string?[])[
            commune.Phone is { } phone ? "par téléphone au " + phone.Text : null,
            "au guichet de la mairie",
            commune.Courriel is { Length: > 0 } courriel ? "par courriel à " + courriel : null,
        ]).OfType<string>(),
    ];
}
