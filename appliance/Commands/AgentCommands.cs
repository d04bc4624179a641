using System.CommandLine;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi agent …</c>: who works where.</summary>
internal sealed class AgentCommands(CommonOptions common)
{
    public Command Build()
    {
        var courriel = new Argument<string>("COURRIEL") { Description = "Adresse du compte, par exemple jeanne@exemple.fr." };
        var nom = new Option<string?>("--nom") { HelpName = "NOM", Description = "Prénom et nom ; sans eux, le début de l’adresse." };
        var commune = Values.Commune("Code INSEE ; inutile pour un opérateur du syndicat.", common);
        var role = new Option<Role>("--role") { HelpName = "RÔLE", Description = "SyndicatOperateur, CommuneAdmin, Accueil, AgentService ou Elu.", Required = true };
        role.AcceptOnlyFromAmong(Enum.GetNames<Role>());
        var service = new Option<string?>("--service") { HelpName = "CODE", Description = "Code du service d’un AgentService, par exemple etat-civil." };
        service.CompletionSources.Add(_ => AddCommune.ServiceCodes);
        var qualite = new Option<string?>("--qualite") { HelpName = "TEXTE", Description = "Qualité que portent les courriers, par exemple « officier d’état civil » ; sans elle, le rôle." };
        var until = new Option<DateOnly?>("--until") { HelpName = "DATE", Description = "Dernier jour du rôle, par exemple 2027-06-30." };
        var invite = new Command("invite", "Donne un rôle à une personne et l’invite si elle n’a pas encore de mot de passe.") { courriel, nom, qualite, commune, role, service, until };
        invite.SetAction((parsed, token) => common.RunAsync(parsed, async services =>
        {
            var insee = parsed.GetValue(commune);
            var isOperateur = parsed.GetValue(role) == Role.SyndicatOperateur;
            var where = insee is null ? null : services.GetRequiredService<CommuneDirectory>().FindInsee(insee);
            if (where is null && !isOperateur)
            {
                Speak.Note(insee is null ? "Indiquez la commune avec --commune." : $"La commune {insee} n’est pas sur cette appliance. « beffroi commune list » les montre.");
                return insee is null ? ExitCodes.BadUsage : ExitCodes.Failed;
            }

            var address = parsed.GetRequiredValue(courriel);
            var command = new InviteAgentCommand(
                address,
                parsed.GetValue(nom) ?? address.Split('@')[0],
                isOperateur ? CommuneScope.SyndicatId : where!.Id,
                parsed.GetValue(role),
                parsed.GetValue(service),
                parsed.GetValue(until),
                parsed.GetValue(qualite),
                ReplacesQualite: true);
            return await InviteAsync(services.GetRequiredService<InviteAgent>(), command, common.Json(parsed), token);
        }, token));
        return new Command("agent", "Invite ceux qui travaillent pour les communes, et leur retire leurs rôles.") { invite, new AgentRemoveCommand(common).Build() };
    }

    private static async Task<int> InviteAsync(InviteAgent invite, InviteAgentCommand command, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var invited = await invite.RunAsync(command, cancellationToken);
            if (json)
            {
                Speak.Json(new { sub = invited.Sub, email = command.Courriel, role = command.Role.ToString(), link = invited.Link });
            }
            else
            {
                Speak.Line($"{command.Courriel} a le rôle {command.Role}.");
                Speak.Line(invited.Link is null ? "Cette personne a déjà un mot de passe : elle peut se connecter." : $"Lien d’invitation, valable sept jours : {invited.Link}");
            }

            return ExitCodes.Done;
        }
        catch (InvitationRefusedException refused)
        {
            Speak.Note(refused.Message);
            return ExitCodes.BadUsage;
        }
    }
}
