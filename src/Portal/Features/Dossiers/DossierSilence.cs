using Beffroi.Portal.Delais;

namespace Beffroi.Portal.Features.Dossiers;

/// <content>What the law decides in place of the town hall, and what is not for the town hall to decide.</content>
public sealed partial class Dossier
{
    /// <summary>The day on which silence becomes a decision, as the clock stands; the far future when none will be born. The nightly job looks for those that have come.</summary>
    public DateOnly SilenceOn { get; set; } = DateOnly.MaxValue;

    /// <summary>What the silence of the town hall decided, once it is recorded.</summary>
    public SilenceEffect? Implicite { get; private set; }

    /// <summary>The day on which that decision was born; never moves.</summary>
    public DateOnly? ImpliciteLe { get; private set; }

    /// <summary>Whether the usager may have an attestation: the request was accepted by silence and no decision came since (CRPA L232-3).</summary>
    public bool MayBeAttested => Implicite is SilenceEffect.Acceptation && Outcome is not (Dossiers.Outcome.Defavorable or Dossiers.Outcome.Transmise);

    /// <summary>The delay is over and nobody decided: the law decides. The dossier stays open, for the town hall to do what follows from it.</summary>
    /// <param name="effect">What the silence means.</param>
    /// <param name="bornOn">The day on which the decision was born.</param>
    /// <param name="now">When it is recorded, later than the day when the appliance was stopped.</param>
    public void DecideBySilence(SilenceEffect effect, DateOnly bornOn, DateTime now)
    {
        RequireOpen();
        if (DecidedAt is not null || ImpliciteLe is not null)
        {
            throw new DossierRuleException("Une décision est déjà prise sur cette demande.");
        }

        (Implicite, ImpliciteLe) = (effect, bornOn);
        Touch(now);
    }

    /// <summary>The attestation of the implied acceptance was established; the usager has a right to it even once the dossier is ended.</summary>
    public void Attest(DateTime now)
    {
        if (!MayBeAttested)
        {
            throw new DossierRuleException("L’attestation ne se délivre que pour une demande acceptée par le silence de la mairie, et que rien n’a remplacée.");
        }

        Touch(now);
    }

    /// <summary>It is for another administration, to which it was sent: the dossier ends here.</summary>
    public void Transfer(string motif, DateTime now)
    {
        RequirePhase(Phase.Reception, Phase.Qualification, Phase.Traitement);
        if (ImpliciteLe is not null)
        {
            throw new DossierRuleException("Le silence de la mairie a déjà décidé de cette demande\u00a0: elle ne peut plus être transmise. Décidez ou répondez, puis orientez l’usager.");
        }

        Outcome = Dossiers.Outcome.Transmise;
        Motif = motif;
        Close(now);
    }
}
