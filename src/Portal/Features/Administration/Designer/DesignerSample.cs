using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>An invented request, for previews.</summary>
public static class DesignerSample
{
    /// <summary>Its number.</summary>
    public static string Numero(DesignerDraft draft) => string.Create(CultureInfo.InvariantCulture, $"{draft.Owner.Commune?.Insee ?? "00000"}-{draft.Today.Year}-000001");

    /// <summary>A paper of it. Answers are those of the first way through the form.</summary>
    public static PaperContent PaperOf(DesignerDraft draft, DocumentTemplate document)
    {
        var (demarche, commune) = (draft.Demarche, draft.Owner.Commune);
        var flow = DefinitionCheck.Check(demarche with { Documents = [] }).Count == 0 ? FormPaths.Explore(demarche, draft.Context, 1)[0].Flow : null;
        string AnswerOf(string id) => demarche.AllFields().FirstOrDefault(field => field.Id == id) is { } field && flow?.Answers[id] is { } answer
            ? draft.Context.Fill(FormSummary.Words(field, answer)) : "(réponse de l’usager)";
        string Find(string place) => DocumentPlaces.FieldOf(place) is { } id ? AnswerOf(id) : place switch
        {
            "demandeur" => "Camille Modèle",
            "objet" => draft.Context.Fill(demarche.Objet),
            "numero" => Numero(draft),
            "date" or "depot" => FrenchDates.Date(draft.Today),
            "commune" => draft.Owner.Nom,
            "à commune" or "de commune" => draft.Context.Fill($"{{{place}}}"),
            "maire" => commune?.Maire ?? "(nom du maire)",
            "service" => "(service qui répond)",
            "motifs" => "Ici, ce que l’agent écrit pour ce dossier.",
            "auteur" => "Dominique Exemple\nMaire",
            "recours" => DossierCourriels.RecoursOf(demarche),
            "base" => demarche.Legal?.Text ?? "",
            _ => $"{{{place}}}",
        };
        return new()
        {
            Mairie = "Mairie " + draft.Context.Fill("{de commune}"),
            Monogram = "",
            Accent = "#000000",
            Contact = [commune?.Telephone ?? "(adresse et téléphone de la mairie)"],
            Addressee = ["Camille Modèle"],
            PlaceAndDate = DocumentPlaces.In(document.Body).Contains("date") ? null : French.Capitalize(draft.Context.Fill("{à commune}")) + ", le " + FrenchDates.LongDate(draft.Today),
            Kind = document.Kind,
            Title = French.Typography(document.Title),
            Numero = Numero(draft),
            Blocks = new PaperBody(Find).Fill(document.Body),
        };
    }
}
