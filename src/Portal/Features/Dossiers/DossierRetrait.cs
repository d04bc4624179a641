namespace Beffroi.Portal.Features.Dossiers;

/// <content>What waits for its usager at the town hall.</content>
public sealed partial class Dossier
{
    /// <summary>Since when the answer waits at the town hall, and its usager was told so, UTC; null when it does not.</summary>
    public DateTime? RetraitAnnonceAt { get; private set; }

    /// <summary>The answer waits at the town hall for its usager.</summary>
    public void AnnouncePickup(DateTime now)
    {
        RequirePhase(Phase.Delivrance);
        if (RetraitAnnonceAt is not null)
        {
            throw new DossierRuleException("L’usager a déjà été prévenu que sa réponse l’attend. Pour le lui rappeler, écrivez-lui un message.");
        }

        RetraitAnnonceAt = now;
        Touch(now);
    }
}
