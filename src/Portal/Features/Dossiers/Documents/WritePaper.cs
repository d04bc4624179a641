using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Fills a template in from a dossier, on the version of the démarche that the dossier was filed on.</summary>
public sealed class WritePaper(DemarcheCatalogue catalogue, CommuneDirectory directory, TimeProvider time)
{
    private const string Address = "adresse";

    /// <summary>The templates of a dossier; none when the catalogue has lost its version.</summary>
    public IReadOnlyList<DocumentTemplate> TemplatesOf(Dossier dossier) => catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion) is not { } demarche
        ? []
        : dossier.MayBeAttested ? [AttestationSilence.Of(dossier, demarche), .. demarche.Documents] : demarche.Documents;

    /// <summary>One template of a dossier, or null.</summary>
    public DocumentTemplate? FindTemplate(Dossier dossier, string id) => TemplatesOf(dossier).FirstOrDefault(template => template.Id == id);

    /// <summary>The questions that a template asks for and that the dossier does not answer, with their labels; the agent may.</summary>
    public IReadOnlyList<(string FieldId, string Label)> UnansweredOf(Dossier dossier, DocumentTemplate template)
    {
        var flow = FlowOf(dossier);
        return
        [
            .. DocumentPlaces.In(template.Body).Select(DocumentPlaces.FieldOf).OfType<string>().Distinct()
                .Where(id => flow.Answers[id] is null)
                .Select(id => (id, LabelOf(flow, id))),
        ];
    }

    /// <summary>Writes a paper.</summary>
    /// <exception cref="MissingPlacesException">A mention is missing: says which and how to mend it.</exception>
    public async Task<PaperContent> RunAsync(PortalDb db, Dossier dossier, DocumentTemplate template, PaperTyped typed, CancellationToken cancellationToken)
    {
        var commune = directory.Find(dossier.CommuneId) ?? throw new InvalidOperationException("The commune of the dossier is not known.");
        var service = await db.Services.FirstOrDefaultAsync(row => row.Id == dossier.ServiceId, cancellationToken);
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var flow = FlowOf(dossier);
        var places = new PaperPlaces(dossier, commune, service, flow, typed, today);
        var blocks = new PaperBody(places.Find).Fill(template.Body);
        if (places.Missing.Count > 0)
        {
            throw new MissingPlacesException(places.Missing);
        }

        return new PaperContent
        {
            Mairie = $"Mairie {commune.NomDe}",
            Monogram = French.Initials(commune.Nom),
            Accent = commune.Couleur,
            Contact = ContactOf(commune, service),
            Addressee = [dossier.UsagerNom, .. AddressOf(flow)],
            PlaceAndDate = DocumentPlaces.In(template.Body).Contains("date") ? null : $"{French.Capitalize(commune.NomA)}, le {FrenchDates.Date(today)}",
            Kind = template.Kind,
            Title = French.Typography(template.Title),
            Numero = dossier.Numero,
            Blocks = blocks,
        };
    }

    // The words of the day on which it was filed: a date such as « today » in the definition must not move under old answers.
    private FormFlow FlowOf(Dossier dossier)
    {
        var commune = directory.Find(dossier.CommuneId) ?? throw new InvalidOperationException("The commune of the dossier is not known.");
        var demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)
            ?? throw new InvalidOperationException($"The démarche {dossier.DemarcheCode} {dossier.DemarcheVersion} is not in the catalogue.");
        var form = new FormContext(FrenchDates.DayOf(dossier.ReceivedAt), commune.Nom, commune.Liaison);
        return new FormFlow(demarche, FormAnswers.Read(dossier.Answers, demarche, form), form);
    }

    private static string[] AddressOf(FormFlow flow) =>
        flow.Answers[Address] is { } answer && flow.Definition.AllFields().FirstOrDefault(field => field.Id == Address) is { } field
            ? FormSummary.Words(field, answer).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];

    private static string[] ContactOf(Commune commune, Service? service) =>
    [
        .. ((string?[])[
            $"{(commune.Adresse is null ? "" : commune.Adresse + ", ")}{commune.CodePostal} {commune.Nom}",
            string.Join(" · ", ((string?[])[service?.Telephone ?? commune.Phone?.Text, service?.Courriel ?? commune.Courriel]).Where(part => !string.IsNullOrEmpty(part))),
        ]).Where(line => !string.IsNullOrEmpty(line)).Select(line => line!),
    ];

    private static string LabelOf(FormFlow flow, string id) =>
        flow.Definition.AllFields().FirstOrDefault(field => field.Id == id) is { } field ? flow.Context.Fill(field.Summary ?? field.Label) : id;
}
