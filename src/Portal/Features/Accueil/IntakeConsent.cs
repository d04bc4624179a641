using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>The statement of an agent who files for a person: the person agreed, or asked for it by letter.</summary>
internal static class IntakeConsent
{
    /// <summary>What the agent ticks.</summary>
    public static string Words(Channel channel) => channel switch
    {
        Channel.Telephone => "La personne m’a dit au téléphone qu’elle est d’accord pour que la mairie enregistre cette demande en son nom.",
        Channel.Courrier => "La personne le demande dans sa lettre, que la mairie garde.",
        _ => "La personne m’a dit qu’elle est d’accord pour que la mairie enregistre cette demande en son nom.",
    };

    /// <summary>The mandate that the statement stands for.</summary>
    public static Mandat Mandat(AgentAccess agent, string commune, DateTime now) => new()
    {
        Qualite = MandatQualite.Agent,
        Nom = agent.Nom,
        Structure = commune,
        Date = FrenchDates.DayOf(now),
        DeclaredAt = now,
    };
}
