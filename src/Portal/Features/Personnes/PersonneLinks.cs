using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>Where a search of persons comes from, when it serves an intake at the counter: kept from page to page.</summary>
/// <param name="Insee">The commune.</param>
/// <param name="Canal">How the person comes; null outside the counter.</param>
/// <param name="Demarche">The démarche that was chosen before.</param>
public sealed record PersonneLinks(string Insee, Channel? Canal, string? Demarche)
{
    private string Query => $"?commune={Insee}" + (Canal is null ? "" : $"&canal={Canal}" + (Demarche is null ? "" : $"&demarche={Uri.EscapeDataString(Demarche)}"));

    /// <summary>The search.</summary>
    public string Search => "/personnes" + Query;

    /// <summary>A new record.</summary>
    public string New => "/personnes/nouvelle" + Query;

    /// <summary>What a found person leads to: the intake in their name, or their page.</summary>
    public string Of(Guid personne) => Canal is null ? $"/personnes/{personne}" : $"/accueil?canal={Canal}&commune={Insee}&personne={personne}" + (Demarche is null ? "" : $"&demarche={Uri.EscapeDataString(Demarche)}");

    /// <summary>The same search in another commune.</summary>
    public PersonneLinks In(string insee) => this with { Insee = insee };
}
