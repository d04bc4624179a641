using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>
/// The decision that the silence of the town hall is (CRPA L231-1, L231-4). The nightly job records it; an action that comes before the job,
/// because the appliance was stopped over the day or because it is just past midnight, finds it recorded too.
/// </summary>
internal static class ImpliedDecision
{
    /// <summary>Whether the day of the silence may be over, so that <see cref="Record"/> has to look.</summary>
    public static bool MayBeDue(Dossier dossier, DateTime now) => dossier.SilenceOn < FrenchDates.DayOf(now);

    /// <summary>Records the decision where it is born; false where there is none, or where it is recorded already.</summary>
    /// <param name="context">The dossier, in its unit of work.</param>
    /// <param name="requests">Its requests for pieces, which stop the delay.</param>
    /// <param name="deadlines">The clock.</param>
    public static bool Record(DossierContext context, IReadOnlyList<PieceRequest> requests, LegalDeadlines deadlines)
    {
        var dossier = context.Dossier;
        if (dossier.IsClosed || dossier.DecidedAt is not null || dossier.ImpliciteLe is not null)
        {
            return false;
        }

        var effect = deadlines.SilenceOf(dossier);
        if (effect is SilenceEffect.SansObjet || deadlines.Clock(dossier, requests).SilenceDate is not { } born || born >= FrenchDates.DayOf(context.Now))
        {
            return false;
        }

        dossier.DecideBySilence(effect, born, context.Now);
        (context with { Agent = null, Actor = Actor.Appliance }).Record(EventKinds.DecisionImplicite, new { issue = effect.ToString(), le = born });
        return true;
    }
}
