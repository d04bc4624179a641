using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Matching;

namespace Beffroi.Portal.Features.Personnes.Edit;

/// <summary>What an agent types of a person.</summary>
public sealed class PersonneForm
{
    public PersonneKind Genre { get; set; }
    public string? Prenom { get; set; }
    public string? Nom { get; set; }
    public string? Courriel { get; set; }
    public string? Telephone { get; set; }
    public string? Ligne1 { get; set; }
    public string? CodePostal { get; set; }
    public string? Ville { get; set; }
    public CanalPrefere? Canal { get; set; }
    public bool Sensible { get; set; }
    public int Version { get; set; }

    /// <summary>What stands in a record.</summary>
    public static PersonneForm Of(Personne personne) => new()
    {
        Genre = personne.Kind,
        Prenom = personne.Prenom,
        Nom = personne.Nom,
        Courriel = personne.Courriel,
        Telephone = personne.Telephone,
        Ligne1 = personne.Ligne1,
        CodePostal = personne.CodePostal,
        Ville = personne.Ville,
        Canal = personne.Canal,
        Sensible = personne.Sensible,
        Version = personne.Version,
    };

    /// <summary>The description, checked.</summary>
    /// <exception cref="DossierRuleException">Something is to be mended; it names the field.</exception>
    public PersonneDescription Read()
    {
        foreach (var (field, text) in new[] { (nameof(Nom), Nom), (nameof(Prenom), Prenom), (nameof(Ligne1), Ligne1), (nameof(Ville), Ville), (nameof(Telephone), Telephone) })
        {
            if (SocialSecurityNumber.IsIn(text))
            {
                throw new DossierFieldException(field, "Retirez le numéro de sécurité sociale\u00a0: Beffroi n’en garde aucun.");
            }
        }

        var nom = PersonneDescription.Clean(Nom, PersonneDescription.MaxLigne)
            ?? throw new DossierFieldException(nameof(Nom), Genre is PersonneKind.Organisation ? "Saisissez le nom de l’organisation." : "Saisissez le nom de la personne.");
        var courriel = PersonneDescription.Clean(Courriel, PersonneDescription.MaxLigne);
        if (courriel is not null && (courriel.Count(c => c == '@') != 1 || courriel.Any(char.IsWhiteSpace) || courriel.StartsWith('@') || courriel.EndsWith('@')))
        {
            throw new DossierFieldException(nameof(Courriel), "Saisissez une adresse électronique, par exemple nom@exemple.fr.");
        }

        if (!string.IsNullOrWhiteSpace(Telephone) && ContactKeys.Phone(Telephone)?.StartsWith('+') != true)
        {
            throw new DossierFieldException(nameof(Telephone), "Saisissez un numéro de téléphone, par exemple 02 33 00 00 00.");
        }

        return new PersonneDescription
        {
            Nom = nom,
            Prenom = PersonneDescription.Clean(Prenom, PersonneDescription.MaxNom),
            Courriel = courriel,
            Telephone = ContactKeys.Phone(Telephone),
            Ligne1 = PersonneDescription.Clean(Ligne1, PersonneDescription.MaxLigne),
            CodePostal = PersonneDescription.Clean(CodePostal, 10),
            Ville = PersonneDescription.Clean(Ville, PersonneDescription.MaxNom),
            Canal = Canal,
        };
    }
}
