using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Personnes.Consents;
using Beffroi.Portal.Features.Personnes.Merge;
using Beffroi.Portal.Features.Personnes.Represent;

namespace Beffroi.Portal.Features.Personnes.Show;

/// <summary>What an agent types on a person's page, in whichever of its forms.</summary>
public sealed class PersonneActs
{
    public string? Motif { get; set; }
    public Guid? Autre { get; set; }
    public Guid? Ligne { get; set; }
    public ConsentPurpose Finalite { get; set; }
    public string? Preuve { get; set; }
    public string? Qualite { get; set; }
}

/// <summary>Turns what an agent typed on a person's page into the action it asks for.</summary>
public sealed class PersonneActions(MergePersonnes merge, RecordConsent consents, NameRepresentant representants)
{
    /// <summary>Runs the action of that name; null when there is none, false when the record is not the agent's.</summary>
    public async Task<bool?> RunAsync(string? name, Guid personne, PersonneActs typed, AgentAccess agent, CancellationToken cancellationToken) => (name, typed) switch
    {
        ("fusionner", { Autre: { } other }) => await merge.MergeAsync(personne, other, agent, cancellationToken),
        ("separer", { Ligne: { } line }) => await merge.UndoAsync(personne, line, agent, cancellationToken),
        ("consentir", _) => await consents.GiveAsync(personne, typed.Finalite, typed.Preuve, agent, cancellationToken),
        ("retirer", { Ligne: { } line }) => await consents.WithdrawAsync(personne, line, agent, cancellationToken),
        ("nommer", { Autre: { } other }) => await representants.NameAsync(personne, other, typed.Qualite, agent, cancellationToken),
        ("cesser", { Ligne: { } line }) => await representants.EndAsync(personne, line, agent, cancellationToken),
        _ => null,
    };
}
