using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Accueil;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>A template at the counter, before there is a dossier: the number, the service and the like are filled in when it is filed.</summary>
internal static class CounterModele
{
    public static string Fill(Connaissance modele, Commune commune, IntakePersonne? who, AgentAccess agent, DateOnly today)
    {
        var values = ModeleFields.Of(commune, agent, today);
        if (who is not null)
        {
            values["nom"] = who.Personne.NomComplet;
        }

        return ModeleFields.Fill(modele.Texte, values);
    }
}
