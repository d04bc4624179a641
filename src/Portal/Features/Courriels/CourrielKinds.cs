namespace Beffroi.Portal.Features.Courriels;

/// <summary>The stable names of the mails.</summary>
public static class CourrielKinds
{
    /// <summary>The kind of a model, which is the name of its template.</summary>
    public static string Of(CourrielModel model) => model switch
    {
        AccuseEnregistrement => "accuse-enregistrement",
        AccuseReceptionPapier => "accuse-reception-papier",
        AccuseReception => "accuse-reception",
        DemandeDePieces => "demande-de-pieces",
        MessageService => "message",
        PieceRecue => "piece-recue",
        PriseEnCharge => "prise-en-charge",
        Decision => "decision",
        Delivrance => "delivrance",
        Cloture => "cloture",
        ConfirmationCompte => "confirmation-compte",
        CompteExistant => "compte-existant",
        MotDePasse => "mot-de-passe",
        InvitationAgent => "invitation-agent",
        EssaiCourriel => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.GetType().Name, "No template for this model."),
    };
}
