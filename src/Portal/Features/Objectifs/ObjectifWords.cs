using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>Targets in words.</summary>
public static class ObjectifWords
{
    /// <summary>« 8 heures d’ouverture », « 2 jours ouverts ».</summary>
    public static string Of(int amount, ObjectifUnit unit) => unit == ObjectifUnit.Heures
        ? French.Count(amount, "heure d’ouverture", "heures d’ouverture")
        : French.Count(amount, "jour ouvert", "jours ouverts");

    /// <summary>« attente de l’usager ».</summary>
    public static string Of(PauseReason reason) => reason switch
    {
        PauseReason.AttenteUsager => "attente de l’usager",
        PauseReason.AttenteAvis => "attente d’un avis",
        PauseReason.AttenteTiers => "attente d’un tiers",
        PauseReason.Intemperies => "intempéries",
        _ => "travaux",
    };

    /// <summary>« dépassé depuis 2 jours », « à tenir avant 17 h » : where the target stands.</summary>
    public static string StateOf(SuiviObjectif row, DateTime now) => row switch
    {
        { EndedAt: not null } => row.IsMissed(now) ? "dépassé" : "tenu",
        { PausedAt: not null } => "suspendu\u00a0: " + Of(row.PauseReason!.Value),
        _ when row.IsMissed(now) => "dépassé",
        _ when row.IsNear(now) => "proche",
        _ => "en cours",
    };
}
