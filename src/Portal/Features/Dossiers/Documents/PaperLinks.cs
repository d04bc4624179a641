namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>The addresses of papers: the agents' on the bureau's host, the others on a commune's host.</summary>
public static class PaperLinks
{
    /// <summary>Where anyone verifies a paper.</summary>
    public const string Verify = "/verifier";

    /// <summary>The paper of a code.</summary>
    public static string VerifyOf(string code) => $"{Verify}/{code}";

    /// <summary>The papers of a dossier, for agents.</summary>
    public static string Of(string numero) => $"/dossiers/{numero}/documents";

    /// <summary>Where an agent establishes a paper of this template.</summary>
    public static string New(string numero, string template) => $"{Of(numero)}/etablir/{template}";

    /// <summary>Where an agent annuls a paper.</summary>
    public static string Annul(string numero, Guid id) => $"{Of(numero)}/{id}/annuler";

    /// <summary>A paper that the usager brings to the town hall, printed by an agent.</summary>
    public static string Preparation(string numero, string template) => $"{Of(numero)}/a-apporter/{template}";

    /// <summary>A paper that was given to the usager who follows its dossier.</summary>
    public static string Followed(Guid id) => $"/suivi/dossier/documents/{id}";

    /// <summary>A paper to bring to the town hall, for the usager who follows its dossier.</summary>
    public static string FollowedPreparation(string template) => $"/suivi/dossier/a-apporter/{template}";
}
