using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>A paper of a démarche as it is typed; the gestures on the list of papers.</summary>
public sealed class DocumentForm
{
    public string? Nature { get; set; }

    public string? Titre { get; set; }

    public string? Texte { get; set; }

    /// <summary>What a paper is, with what the law wants on it.</summary>
    public static IReadOnlyList<Choice> Kinds { get; } = [.. Enum.GetValues<DocumentKind>().Select(kind => new Choice(kind.ToString(), PaperWords.Of(kind), ExplanationOf(kind)))];

    /// <summary>The places of a text and what stands there on the paper.</summary>
    public static IReadOnlyList<(string Place, string Words)> Places { get; } =
    [
        ("{demandeur}", "le nom de la personne qui demande"), ("{objet}", "ce qui est demandé"), ("{numero}", "le numéro de la demande"), ("{depot}", "le jour où elle est arrivée"),
        ("{date}", "le jour du document"), ("{motifs}", "ce que l’agent écrit pour ce dossier : motifs, prescriptions"), ("{auteur}", "prénom, nom, qualité et service de la personne qui signe"),
        ("{recours}", "les voies et délais de recours"), ("{base}", "la base légale des réglages"), ("{maire}", "le nom du maire"), ("{service}", "le service qui répond"),
        ("{commune}", "le nom de la commune, comme « Le Mans »"), ("{à commune}", "« au Mans »"), ("{de commune}", "« du Mans »"),
    ];

    /// <summary>The paper as it stands.</summary>
    public static DocumentForm From(DocumentTemplate document) => new() { Nature = document.Kind.ToString(), Titre = document.Title, Texte = document.Body };

    /// <summary>The answers that a text may hold: the questions outside of blocks.</summary>
    public static IEnumerable<FieldDefinition> Answers(DemarcheDefinition demarche) => demarche.AllFields().Where(field => field.IsQuestion && field.Kind is not FieldKind.Attachment);

    /// <summary>A first paper of a kind, which has every mention already.</summary>
    public static DemarcheDefinition Add(DemarcheDefinition demarche, DocumentKind kind, string title, out string id)
    {
        var taken = demarche.Documents.Select(document => document.Id).ToHashSet(StringComparer.Ordinal);
        id = DefinitionEditor.FreshId(taken, title, "document");
        return demarche with { Documents = [.. demarche.Documents, new() { Id = id, Kind = kind, Title = title, Body = FirstBodyOf(kind) }] };
    }

    /// <summary>Moves a paper by one place in the list that agents see.</summary>
    public static DemarcheDefinition Move(DemarcheDefinition demarche, string id, int by) =>
        demarche with { Documents = DefinitionEditor.Swapped(demarche.Documents, document => document.Id == id, by) };

    /// <summary>Takes a paper away.</summary>
    public static DemarcheDefinition Remove(DemarcheDefinition demarche, string id) => demarche with { Documents = [.. demarche.Documents.Where(document => document.Id != id)] };

    /// <summary>Puts the paper in the place of the one that bears its id, or at the end.</summary>
    public static DemarcheDefinition Put(DemarcheDefinition demarche, DocumentTemplate document) => demarche.Documents.Any(one => one.Id == document.Id)
        ? demarche with { Documents = [.. demarche.Documents.Select(one => one.Id == document.Id ? document : one)] }
        : demarche with { Documents = [.. demarche.Documents, document] };

    /// <summary>The paper as it becomes; what is to be mended goes to <paramref name="errors"/>, what the law wants on it too.</summary>
    public DocumentTemplate Read(DemarcheDefinition demarche, DocumentTemplate document, List<(string Field, string Message)> errors)
    {
        var known = Enum.TryParse<DocumentKind>(Nature, out var kind) && Enum.IsDefined(kind);
        if (!known)
        {
            errors.Add(("Saisie.Nature", "Choisissez ce qu’est le document."));
        }

        var read = document with { Kind = known ? kind : document.Kind, Title = (Titre ?? "").Trim(), Body = (Texte ?? "").Trim().ReplaceLineEndings("\n") };
        if (read.Title.Length is 0 or > DefinitionCheck.MaxPaperTitle)
        {
            errors.Add(("Saisie.Titre", $"Écrivez un titre de 1 à {DefinitionCheck.MaxPaperTitle} caractères."));
        }

        var fields = demarche.AllFields().Where(field => field.IsQuestion).Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
        // All at once: a box shows one message.
        if (string.Join(". ", DefinitionCheck.FaultsOfBody(read, fields)) is { Length: > 0 } faults)
        {
            errors.Add(("Saisie.Texte", faults + "."));
        }

        return read;
    }

    private static string ExplanationOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Preparation => "L’usager l’imprime et l’apporte. Personne ne le signe à la mairie.",
        _ => $"Porte {string.Join(", ", DefinitionCheck.MentionsOf(kind).Select(mention => mention.Place))}.",
    };

    private static string FirstBodyOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Decision => "Le maire {de commune},\n\nVu la demande n° {numero} déposée le {depot} par {demandeur} ;\n\nDécide :\n\nLa demande est acceptée : {objet}.\n\nFait {à commune}, le {date}.\n\n{auteur}\n\n{recours}",
        DocumentKind.Refus => "Le maire {de commune},\n\nVu la demande n° {numero} déposée le {depot} par {demandeur} ;\n\nConsidérant ce qui suit :\n\n{motifs}\n\nDécide :\n\nLa demande est refusée : {objet}.\n\nFait {à commune}, le {date}.\n\n{auteur}\n\n{recours}",
        DocumentKind.Recepisse => "La mairie {de commune} a reçu le {depot} la demande n° {numero} de {demandeur} : {objet}.\n\nFait {à commune}, le {date}.\n\n{auteur}",
        DocumentKind.Preparation => "Apportez ce papier à la mairie {de commune}, avec les pièces demandées.\n\nDemande n° {numero} de {demandeur}, reçue le {depot} : {objet}.",
        _ => "La mairie {de commune} certifie, au vu de la demande n° {numero} déposée le {depot}, que {demandeur} :\n\n- \n\nFait {à commune}, le {date}.\n\n{auteur}",
    };
}
