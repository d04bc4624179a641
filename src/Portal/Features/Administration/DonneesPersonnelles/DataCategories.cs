using System.Runtime.CompilerServices;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>One category of data, and the questions and pieces that bring it.</summary>
/// <param name="Name">The category in French.</param>
/// <param name="Questions">What the form asks, in its own words.</param>
/// <param name="Sensitive">Whether the RGPD protects it more (article 9).</param>
public sealed record DataCategory(string Name, IReadOnlyList<string> Questions, bool Sensitive);

/// <summary>Derives categories of data and of persons from a definition: from the kind of each question first, then from the words that it is asked with.</summary>
public static class DataCategories
{
    /// <summary>Health, in the sense of article 9 of the RGPD.</summary>
    public const string Sante = "Santé";

    private const string Identite = "Identité";
    private const string Coordonnees = "Coordonnées";
    private const string EtatCivil = "État civil et nationalité";
    private const string Famille = "Vie familiale";
    private const string Economie = "Situation économique et financière";
    private const string Organisme = "Vie professionnelle ou associative";
    private const string Lieu = "Localisation et biens";
    private const string Engagement = "Déclarations sur l’honneur";
    private const string Pieces = "Pièces jointes";
    private const string Objet = "Objet de la demande";

    // Worked out once for each definition, and forgotten with it.
    private static readonly ConditionalWeakTable<DemarcheDefinition, StrongBox<bool>> s_sensitive = [];

    private static readonly string[] s_order = [Identite, Coordonnees, EtatCivil, Famille, Sante, Economie, Organisme, Lieu, Objet, Engagement, Pieces];

    // Beginnings of folded words: « allergie », « allergènes ». Vaccination is an animal's where the rage is named.
    private static readonly string[] s_health = ["allerg", "accueil individualise", "accueil adapte", "sante", "medical", "handicap", "vaccin", "regime alimentaire", "grossesse"];
    private static readonly string[] s_animal = ["rage", "chien", "animal"];
    private static readonly string[] s_civil = ["naissance", "mariage", "marie", "deces", "nationalite", "filiation", "livret de famille", "celibat", "pacs", "sexe"];
    private static readonly string[] s_family = ["enfant", "parent", "conjoint", "epou", "famille", "mere", "pere", "proche"];
    private static readonly string[] s_money = ["quotient", "ressources", "revenu", "salaire", "impot", "loyer", "budget", "allocataire"];
    private static readonly string[] s_organisation = ["organisme", "association", "entreprise", "societe", "profession", "metier", "employeur", "siren", "siret"];
    private static readonly string[] s_place = ["ou est ce", "ou habite", "vous habitez", "lieu", "endroit", "emplacement", "terrain", "parcelle", "adresse", "logement", "domicile", "residence", "sepulture", "cimetiere"];
    private static readonly string[] s_identity = ["nom", "noms", "prenom", "prenoms", "identite", "passeport", "titre de sejour"];

    private static readonly (string Persons, string[] Words)[] s_persons =
    [
        ("Enfants et mineurs", ["enfant", "mineur", "jeune"]),
        ("Conjoint ou partenaire", ["conjoint", "epou", "partenaire", "pacs"]),
        ("Parents et représentants légaux", ["pere", "mere", "parent", "responsable legal", "tuteur"]),
        ("Personnes décédées", ["defunt", "decede"]),
        ("Témoins", ["temoin"]),
        ("Personnes hébergées ou invitées", ["heberge", "invite"]),
    ];

    /// <summary>Whether a démarche asks for data that the law protects more than others (RGPD, article 9).</summary>
    public static bool IsSensitive(DemarcheDefinition demarche) => s_sensitive.GetValue(demarche, static asked => new StrongBox<bool>(Of(asked).Any(category => category.Sensitive))).Value;

    /// <summary>The categories of data of a démarche, those that every dossier has included.</summary>
    public static IReadOnlyList<DataCategory> Of(DemarcheDefinition demarche)
    {
        var found = demarche.AllFieldsDeep().Where(field => field.IsQuestion && field.Kind is not FieldKind.Block)
            .SelectMany(field => OfField(field).Select(category => (category, Words: field.Summary ?? field.Label)))
            .Concat(demarche.Pieces.SelectMany(piece => OfPiece(piece).Select(category => (category, Words: piece.Libelle))))
            .GroupBy(pair => pair.category, pair => pair.Words.TrimEnd(' ', ':', '?', '\u00a0', '\u202f'), StringComparer.Ordinal);
        return
        [
            .. found.OrderBy(group => Array.IndexOf(s_order, group.Key)).Select(group => new DataCategory(group.Key, [.. group.Distinct(StringComparer.Ordinal)], group.Key == Sante)),
            // Every démarche may be made for another person.
            new DataCategory("Mandat, quand la demande est faite pour une autre personne", ["qualité, prénom, nom, structure, adresse électronique et téléphone de qui agit", "jour de l’accord, attestation sur l’honneur, mandat signé s’il est joint", "contestation du mandat"], false),
            new DataCategory("Suivi de la demande", ["dates, étapes, messages, décision, auteurs des actions"], false),
        ];
    }

    /// <summary>The categories of persons whose data a démarche asks for.</summary>
    public static IReadOnlyList<string> PersonsOf(DemarcheDefinition demarche)
    {
        var fields = demarche.AllFieldsDeep().ToList();
        var words = fields.Where(field => field.Kind is not FieldKind.Info)
            .SelectMany(field => field.Options.Select(option => option.Label).Append(field.Label)).Select(Fold).ToList();
        var persons = new List<string> { "Personnes qui demandent" };
        persons.AddRange(s_persons.Where(kind => words.Exists(text => Holds(text, kind.Words))).Select(kind => kind.Persons));
        if (fields.Exists(field => field is { Kind: FieldKind.Person, As: PersonRole.Representant } or { Kind: FieldKind.Siren or FieldKind.Siret or FieldKind.Rna }))
        {
            persons.Add("Personnes qui représentent une entreprise ou une association");
        }

        if (persons.Count == 1 && fields.Exists(field => field is { Kind: FieldKind.Person, As: PersonRole.Proche }))
        {
            persons.Add("Proches de la personne qui demande");
        }

        persons.Add("Personnes qui font la demande pour une autre (proche, représentant légal, aidant, mandataire d’un organisme)");
        persons.Add("Agents qui traitent la demande");
        return persons;
    }

    private static IEnumerable<string> OfField(FieldDefinition field)
    {
        var text = Fold($"{field.Label} {field.Summary}");
        // Not the hint: where one names health, it asks to leave it out.
        if (IsHealth(text + Fold(field.Id)))
        {
            yield return Sante;
        }

        if (field.Kind is FieldKind.Person && field.As is PersonRole.Proche)
        {
            yield return Famille;
        }

        yield return field.Kind switch
        {
            FieldKind.Email or FieldKind.Phone or FieldKind.Address => Coordonnees,
            FieldKind.Person or FieldKind.Ants => Identite,
            FieldKind.Iban or FieldKind.Amount => Economie,
            FieldKind.Siren or FieldKind.Siret or FieldKind.Rna => Organisme,
            FieldKind.Plate or FieldKind.Parcel or FieldKind.Point => Lieu,
            FieldKind.Attachment => Pieces,
            FieldKind.Honour => Engagement,
            _ when Holds(text, s_civil) => EtatCivil,
            FieldKind.Country => EtatCivil,
            _ when Holds(text, s_money) => Economie,
            _ when Holds(text, s_family) => Famille,
            _ when Holds(text, s_organisation) => Organisme,
            _ when Holds(text, s_place) => Lieu,
            FieldKind.Text when !Holds(text, s_animal) && s_identity.Any(word => text.Contains($" {word} ", StringComparison.Ordinal)) => Identite,
            _ => Objet,
        };
    }

    // What a paper shows beside being a file: a family booklet is civil status, a tax notice is money.
    private static IEnumerable<string> OfPiece(PieceDefinition piece)
    {
        var text = Fold(piece.Libelle);
        yield return Pieces;
        if (IsHealth(text))
        {
            yield return Sante;
        }

        if (Holds(text, s_money))
        {
            yield return Economie;
        }

        if (Holds(text, s_civil))
        {
            yield return EtatCivil;
        }

        if (text.Contains(" identite ", StringComparison.Ordinal))
        {
            yield return Identite;
        }
    }

    private static bool IsHealth(string text) => Holds(text, s_health) && !Holds(text, s_animal);

    private static bool Holds(string text, string[] beginnings) => beginnings.Any(word => text.Contains(" " + word, StringComparison.Ordinal));

    private static string Fold(string text) => $" {FoldedName.Of(text)} ";
}
