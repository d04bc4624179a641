using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Personnes.Matching;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>A name and ways to reach somebody, as they are kept: trimmed, the phone as E.164.</summary>
public sealed record PersonneDescription
{
    /// <summary>The longest name or first name.</summary>
    public const int MaxNom = 100;

    /// <summary>The longest line of an address, and the longest e-mail address.</summary>
    public const int MaxLigne = 254;

    /// <summary>The first name.</summary>
    public string? Prenom { get; init; }

    /// <summary>The name.</summary>
    public required string Nom { get; init; }

    /// <summary>The address of e-mail.</summary>
    public string? Courriel { get; init; }

    /// <summary>The phone.</summary>
    public string? Telephone { get; init; }

    /// <summary>Number and street.</summary>
    public string? Ligne1 { get; init; }

    /// <summary>The postcode.</summary>
    public string? CodePostal { get; init; }

    /// <summary>The town.</summary>
    public string? Ville { get; init; }

    /// <summary>How they would rather be reached.</summary>
    public CanalPrefere? Canal { get; init; }

    /// <summary>Whether they can be reached in a way that tells them from a namesake.</summary>
    public bool HasContact => Courriel is not null || Telephone is not null;

    /// <summary>Reads who asks from the answers of a form; null when no name was given.</summary>
    public static PersonneDescription? Of(FormAnswers answers)
    {
        var nom = Clean(answers.Text(UsagerFields.Nom), MaxNom);
        return nom is null ? null : new PersonneDescription
        {
            Nom = nom,
            Prenom = Clean(answers.Text(UsagerFields.Prenom), MaxNom),
            Courriel = Clean(answers.Text(UsagerFields.Courriel), MaxLigne),
            Telephone = ContactKeys.Phone(answers.Text(UsagerFields.Telephone)),
            Ligne1 = Clean(answers.Text(UsagerFields.Adresse, "ligne1"), MaxLigne),
            CodePostal = Clean(answers.Text(UsagerFields.Adresse, "codepostal"), 10),
            Ville = Clean(answers.Text(UsagerFields.Adresse, "ville"), MaxNom),
        };
    }

    /// <summary>A text without blanks around; null when nothing is left.</summary>
    public static string? Clean(string? typed, int most)
    {
        var text = typed?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length > most ? text[..most].TrimEnd() : text;
    }
}
