using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>The kinds of question in plain words, and a first question of each that is already right.</summary>
public static class QuestionKinds
{
    private static readonly (FieldKind Kind, string Name)[] s_kinds =
    [
        (FieldKind.Text, "Texte court"), (FieldKind.Longtext, "Texte long"), (FieldKind.Date, "Date"), (FieldKind.PartialDate, "Date, même incomplète"),
        (FieldKind.Time, "Heure"), (FieldKind.Number, "Nombre"), (FieldKind.Amount, "Montant en euros"), (FieldKind.Yesno, "Oui ou non"),
        (FieldKind.Choice, "Choix d’une réponse"), (FieldKind.Choices, "Choix de plusieurs réponses"), (FieldKind.Address, "Adresse postale"),
        (FieldKind.Point, "Lieu, avec la carte"), (FieldKind.Person, "Personne"), (FieldKind.Email, "Adresse électronique"), (FieldKind.Phone, "Téléphone"),
        (FieldKind.Attachment, "Fichier à joindre"), (FieldKind.Block, "Bloc qui se répète (enfants, véhicules…)"), (FieldKind.Honour, "Engagement sur l’honneur"),
        (FieldKind.Info, "Information à lire"), (FieldKind.Computed, "Calcul"), (FieldKind.Commune, "Commune"), (FieldKind.Country, "Pays"), (FieldKind.Iban, "IBAN"),
        (FieldKind.Siren, "Numéro SIREN"), (FieldKind.Siret, "Numéro SIRET"), (FieldKind.Rna, "Numéro d’association (RNA)"), (FieldKind.Plate, "Plaque d’immatriculation"),
        (FieldKind.Parcel, "Parcelle du cadastre"), (FieldKind.Ants, "Numéro de pré-demande France Titres"),
    ];

    /// <summary>Every kind, for a list.</summary>
    public static IEnumerable<Choice> All => s_kinds.Select(kind => new Choice(kind.Kind.ToString(), kind.Name));

    /// <summary>The kinds that an item of a block may hold.</summary>
    public static IEnumerable<Choice> InBlock => s_kinds.Where(kind => MayStandInBlock(kind.Kind)).Select(kind => new Choice(kind.Kind.ToString(), kind.Name));

    /// <summary>The name of a kind.</summary>
    public static string NameOf(FieldKind kind) => Array.Find(s_kinds, known => known.Kind == kind).Name ?? kind.ToString();

    /// <summary>Whether an item of a block may hold such a question.</summary>
    public static bool MayStandInBlock(FieldKind kind) => kind is not (FieldKind.Block or FieldKind.Attachment or FieldKind.Computed);

    /// <summary>A first question of the kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="id">Its name in the definition.</param>
    /// <param name="label">The question as it is read.</param>
    /// <param name="innerId">The name of the first question of a block.</param>
    public static FieldDefinition New(FieldKind kind, string id, string label, string innerId)
    {
        var field = new FieldDefinition { Id = id, Kind = kind, Label = label, Missing = MissingOf(kind, label) };
        return kind switch
        {
            FieldKind.Text => field with { MaxLength = 200 },
            FieldKind.Longtext => field with { MaxLength = 2000 },
            FieldKind.Choice or FieldKind.Choices => field with { Options = [new() { Value = "reponse-1", Label = "Première réponse" }, new() { Value = "reponse-2", Label = "Deuxième réponse" }] },
            FieldKind.Attachment => field with { Accept = ["pdf", "jpeg", "png"], MaxFiles = 3, MaxMegabytes = 10 },
            FieldKind.Block => field with { ItemLabel = "Élément", MaxItems = 10, Fields = [New(FieldKind.Text, innerId, "Nom", innerId)] },
            FieldKind.Computed => field with { Compute = new Calculation { Value = 0 } },
            _ => field,
        };
    }

    private static string? MissingOf(FieldKind kind, string label) => kind switch
    {
        FieldKind.Info or FieldKind.Computed => null,
        FieldKind.Choice or FieldKind.Choices or FieldKind.Yesno => "Choisissez une réponse",
        FieldKind.Attachment => "Joignez le fichier demandé",
        FieldKind.Honour => "Cochez la case pour vous engager",
        FieldKind.Block => "Ajoutez au moins un élément",
        FieldKind.Date or FieldKind.PartialDate => "Saisissez une date, par exemple 31 12 2026",
        _ => label.Length > 120 ? "Répondez à cette question" : $"Répondez\u00a0: {label}",
    };
}
