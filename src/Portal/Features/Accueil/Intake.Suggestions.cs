using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Accueil;

// A démarche suggested from what the person says.
public sealed partial class IntakeModel
{
    /// <summary>The longest text, in characters.</summary>
    public const int MostWords = 300;

    /// <summary>What the person asks, in a few words.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Mots { get; set; }

    /// <summary>The démarche that past requests of the commune suggest, and why; null when they suggest none. It is only shown.</summary>
    public async Task<(DemarcheDefinition Demarche, string Because)?> SuggestAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Mots) || Mots.Length > MostWords)
        {
            return null;
        }

        return await ReadSuggestions.OfAsync(db, Chosen.Commune.Id, Mots, SuggestionKind.Demarche, cancellationToken) is { } found
            && Offered.FirstOrDefault(row => row.Code == found.Label) is { } demarche
                ? (demarche, found.Because)
                : null;
    }
}
