using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
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

    /// <summary>What is to be mended: the answers, and the statement when it is not made.</summary>
    public static IEnumerable<FieldError> Errors(IntakeForm form, bool agreed) => agreed || form.Focus is not null
        ? form.Errors
        : form.Errors.Append(new FieldError("", "Cochez la case\u00a0: la personne doit être d’accord pour que la mairie enregistre cette demande", nameof(IntakeModel.Accord)));

    /// <summary>The request, with the mandate that the statement stands for.</summary>
    public static FileDossierCommand Filing(
        Commune commune, DemarcheDefinition demarche, FormAnswers answers, Channel channel, Guid draftId, AgentAccess agent, DateTime now) => new()
        {
            CommuneId = commune.Id,
            Demarche = demarche,
            Answers = answers,
            Channel = channel,
            DraftId = draftId,
            Agent = agent,
            Mandat = new Mandat
            {
                Qualite = MandatQualite.Agent,
                Nom = agent.Nom,
                Structure = "mairie " + commune.NomDe,
                Date = FrenchDates.DayOf(now),
                DeclaredAt = now,
            },
        };
}
