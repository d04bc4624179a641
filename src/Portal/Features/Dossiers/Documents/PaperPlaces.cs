using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>What stands in each place of a template for one dossier; remembers what is missing, in the order in which it is asked for.</summary>
internal sealed class PaperPlaces(Dossier dossier, Commune commune, Service? service, FormFlow flow, PaperTyped typed, DateOnly today)
{
    private readonly List<MissingPlace> _missing = [];

    /// <summary>What is missing so far.</summary>
    public IReadOnlyList<MissingPlace> Missing => _missing;

    /// <summary>Places whose text may hold paragraphs and lists of its own; an answer of the usager never does.</summary>
    public static bool IsFree(string place) => place is "motifs" or "recours" or "base";

    /// <summary>The words of a place; empty when it is missing.</summary>
    public string Find(string place)
    {
        var found = Clean(ValueOf(place));
        if (found.Length == 0 && _missing.TrueForAll(missing => missing.Place != place))
        {
            _missing.Add(Lack(place));
        }

        return found;
    }

    private string? ValueOf(string place) => DocumentPlaces.FieldOf(place) is { } id ? AnswerOf(id) : place switch
    {
        "demandeur" => dossier.UsagerNom,
        "objet" => dossier.Objet,
        "numero" => dossier.Numero,
        "date" => FrenchDates.Date(today),
        "depot" => FrenchDates.Date(FrenchDates.DayOf(dossier.ReceivedAt)),
        "commune" => commune.Nom,
        "à commune" => commune.NomA,
        "de commune" => commune.NomDe,
        "maire" => commune.Maire,
        "service" => service?.Nom,
        "motifs" => typed.Motifs,
        "auteur" => AuthorOf(),
        "recours" => DossierCourriels.RecoursOf(flow.Definition),
        "base" => flow.Definition.Legal?.Text,
        _ => null,
    };

    // First name, name, quality and service (CRPA L212-1): without a quality there is no author.
    private string? AuthorOf() => string.IsNullOrWhiteSpace(typed.Signer) || string.IsNullOrWhiteSpace(typed.Quality)
        ? null
        : string.Join('\n', ((string?[])[typed.Signer.Trim(), French.Capitalize(typed.Quality.Trim()), service is null ? null : "Service " + service.Nom]).OfType<string>());

    private string? AnswerOf(string id)
    {
        var field = flow.Definition.AllFields().FirstOrDefault(field => field.Id == id);
        return field is not null && flow.Answers[id] is { } answer ? flow.Context.Fill(FormSummary.Words(field, answer)) : typed.Answers.GetValueOrDefault(id);
    }

    private MissingPlace Lack(string place)
    {
        if (DocumentPlaces.FieldOf(place) is { } id)
        {
            var label = flow.Definition.AllFields().FirstOrDefault(field => field.Id == id)?.Label ?? id;
            return new(place, PaperForm.FieldOf(id), $"L’usager n’a pas répondu à «\u00a0{flow.Context.Fill(label)}\u00a0»\u00a0: écrivez la réponse à sa place.");
        }

        return place switch
        {
            "motifs" => new(place, "Motifs", "Écrivez les motifs, en fait et en droit."),
            "auteur" => new(place, string.IsNullOrWhiteSpace(typed.Signer) ? "Signataire" : "Qualite", "Indiquez le prénom, le nom et la qualité de la personne qui signe."),
            "service" => new(place, null, "Il manque le service\u00a0: qualifiez d’abord la demande."),
            "maire" => new(place, null, "Il manque le nom du maire\u00a0: l’administration de la commune l’ajoute dans «\u00a0Mairie et horaires\u00a0»."),
            "base" => new(place, null, "Il manque la base légale\u00a0: ajoutez-la à la démarche, puis publiez-la."),
            _ => new(place, null, $"Il manque la mention «\u00a0{place}\u00a0»\u00a0: complétez la démarche."),
        };
    }

    // Characters that no font draws, or that turn the text around, have no business on a paper.
    private static string Clean(string? text) => text is null
        ? ""
        : string.Concat(text.ReplaceLineEndings("\n").Where(c => c == '\n' || !(char.IsControl(c) || c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))).Trim();
}
