using System.CommandLine;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi agent remove</c>: takes roles away, those of an operator included.</summary>
internal sealed class AgentRemoveCommand(CommonOptions common)
{
    private readonly Argument<string> _courriel = new("COURRIEL") { Description = "Adresse de la personne." };
    private readonly Option<string?> _commune = Values.Commune("Ses rôles dans cette commune seulement, par son code INSEE.", common);
    private readonly Option<Role?> _role = new("--role") { HelpName = "RÔLE", Description = "Ce rôle seulement : SyndicatOperateur, CommuneAdmin, Accueil, AgentService ou Elu." };
    private readonly Option<bool> _force = new("--force") { Description = "Retire même le dernier opérateur du syndicat." };

    public Command Build()
    {
        _role.AcceptOnlyFromAmong(Enum.GetNames<Role>());
        var command = new Command("remove", "Retire ses rôles à une personne, tous ou ceux qui sont dits ; son compte reste.") { _courriel, _commune, _role, _force };
        command.SetAction((parsed, token) => common.RunOnPortalAsync(parsed, services => RunAsync(parsed, services, token), token));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (courriel, insee) = (parsed.GetRequiredValue(_courriel), parsed.GetValue(_commune));
        var directory = services.GetRequiredService<CommuneDirectory>();
        var commune = insee is null ? null : directory.FindInsee(insee);
        if (insee is not null && commune is null)
        {
            Speak.Note($"La commune {insee} n’est pas sur cette appliance. « beffroi commune list » les montre.");
            return ExitCodes.Failed;
        }

        try
        {
            var ended = await services.GetRequiredService<EndRoles>().RunAsync(
                new EndRolesCommand(courriel, commune?.Id, parsed.GetValue(_role), parsed.GetValue(_force)), cancellationToken);
            if (ended is null or { Count: 0 })
            {
                Speak.Note(ended is null ? $"Personne n’a de rôle avec l’adresse {courriel}." : $"{courriel} n’a pas ce rôle.");
                return ExitCodes.Failed;
            }

            Report(courriel, [.. ended.Select(role => (role.Role, directory.Find(role.CommuneId)))], common.Json(parsed));
            return ExitCodes.Done;
        }
        catch (LastOperateurException)
        {
            Speak.Note($"{courriel} est le dernier opérateur du syndicat : plus personne ne tiendrait la console, et Beffroi n’écouterait plus le réseau au prochain démarrage. Invitez d’abord un autre opérateur, ou ajoutez --force.");
            return ExitCodes.RefusedByRule;
        }
    }

    private static void Report(string courriel, IReadOnlyList<(Role Role, Commune? Commune)> ended, bool json)
    {
        if (json)
        {
            Speak.Json(new { email = courriel, ended = ended.Select(role => new { role = role.Role.ToString(), insee = role.Commune?.Insee }) });
            return;
        }

        foreach (var (role, commune) in ended)
        {
            Speak.Line($"{courriel} n’a plus le rôle {role} {(commune is null ? "dans le syndicat" : $"à {commune.Nom} ({commune.Insee})")}.");
        }

        Speak.Note("L’accès se ferme dans les dix secondes. Le compte reste, comme usager.");
    }
}
