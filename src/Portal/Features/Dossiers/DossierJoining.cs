namespace Beffroi.Portal.Features.Dossiers;

/// <content>Requests that are treated with another one, and requests that another one was split into.</content>
public sealed partial class Dossier
{
    /// <summary>The dossier that it is treated with; null when it is treated on its own.</summary>
    public Guid? JointeA { get; private set; }

    /// <summary>It is treated with another one from now on. Nothing moves: it keeps its number, code, person, messages and legal dates.</summary>
    public void JoinTo(Dossier other, DateTime now)
    {
        if (other.Id == Id)
        {
            throw new DossierRuleException("Une demande ne se joint pas à elle-même. Donnez le numéro de l’autre demande.");
        }

        if (JointeA is not null)
        {
            throw new DossierRuleException("Cette demande est déjà jointe à une autre. Séparez-la d’abord.");
        }

        if (other.JointeA is not null)
        {
            throw new DossierRuleException($"La demande {other.NumeroCourt} est elle-même jointe à une autre\u00a0: joignez plutôt celle-ci à cette dernière.");
        }

        RequireUndecided();
        other.RequireUndecided();
        JointeA = other.Id;
        Touch(now);
        other.Touch(now);
    }

    /// <summary>It is treated on its own again, as it stands.</summary>
    public void Part(Dossier other, DateTime now)
    {
        if (JointeA != other.Id)
        {
            throw new DossierRuleException("Cette demande n’est plus jointe à une autre. Rechargez la page.");
        }

        if (DecidedAt is not null || IsClosed)
        {
            throw new DossierRuleException(
                $"La demande {NumeroCourt} a déjà reçu la réponse donnée avec la demande {other.NumeroCourt}\u00a0: elles ne peuvent plus être séparées. Écrivez à l’usager, ou enregistrez une nouvelle demande.");
        }

        JointeA = null;
        Touch(now);
        other.Touch(now);
    }

    /// <summary>What it is decided or where it goes is said on the dossier that it is treated with.</summary>
    public void RequireAlone()
    {
        if (JointeA is not null)
        {
            throw new DossierRuleException("Cette demande est jointe à une autre et suit sa réponse. Séparez-la d’abord pour la traiter à part.");
        }
    }

    /// <summary>Whether it may be joined, taken along or split: nobody has decided, nor has the law.</summary>
    public void RequireUndecided()
    {
        if (IsClosed || DecidedAt is not null)
        {
            throw new DossierRuleException($"La demande {NumeroCourt} a déjà sa réponse\u00a0: elle ne peut plus être jointe à une autre ni partagée.");
        }

        if (ImpliciteLe is not null)
        {
            throw new DossierRuleException($"Le silence de la mairie a déjà décidé de la demande {NumeroCourt}\u00a0: elle garde sa propre réponse et ne peut plus être jointe ni partagée.");
        }
    }

    /// <summary>It had come of a split that is taken back: it ends without any decision, and the request goes on where it was.</summary>
    public void Withdraw(string motif, DateTime now)
    {
        RequireUndecided();
        Motif = motif;
        Close(now);
    }
}
