using System.CommandLine;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Communes;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi commune domain</c>: the domains of a commune's own.</summary>
internal sealed class CommuneDomainCommand(CommonOptions common)
{
    private readonly Argument<string> _insee = Values.Insee("Code INSEE de la commune.", common);
    private readonly Argument<string?> _host = new("DOMAINE") { Arity = ArgumentArity.ZeroOrOne, Description = "Le domaine, par exemple www.exemple.fr ; sans lui, la commande montre ceux de la commune." };
    private readonly Option<bool> _redirect = new("--redirect") { Description = "Ce domaine ne fait que mener à l’adresse principale de la commune." };
    private readonly Option<bool> _remove = new("--remove") { Description = "Retire ce domaine, qui n’est plus servi." };

    public Command Build()
    {
        var command = new Command("domain", "Donne à une commune son propre domaine ; l’ancien mène alors à son adresse principale.") { _insee, _host, _redirect, _remove };
        command.SetAction((parsed, token) => common.RunOnPortalAsync(parsed, services => RunAsync(parsed, services, token), token));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (insee, host) = (parsed.GetRequiredValue(_insee), parsed.GetValue(_host));
        var (redirect, remove) = (parsed.GetValue(_redirect), parsed.GetValue(_remove));
        var directory = services.GetRequiredService<CommuneDirectory>();
        if ((host is null && (redirect || remove)) || (redirect && remove))
        {
            Speak.Note(host is null ? "Indiquez le domaine." : "Choisissez --redirect ou --remove.");
            return ExitCodes.BadUsage;
        }

        if (directory.FindInsee(insee) is not { } commune)
        {
            Speak.Note($"La commune {insee} n’est pas sur cette appliance. « beffroi commune list » les montre.");
            return ExitCodes.Failed;
        }

        var domains = services.GetRequiredService<OwnDomains>();
        try
        {
            if (host is not null && !remove)
            {
                await domains.GiveAsync(commune, host, redirect, cancellationToken);
            }
            else if (host is not null && !await domains.RemoveAsync(commune, host, cancellationToken))
            {
                Speak.Note($"{commune.Nom} n’a pas le domaine {host}. « beffroi commune domain {insee} » montre les siens.");
                return ExitCodes.Failed;
            }
        }
        catch (DomainRefusedException refused)
        {
            Speak.Note(refused.Message);
            return refused.IsTaken ? ExitCodes.RefusedByRule : ExitCodes.BadUsage;
        }

        Report(commune, directory.HostOf(commune), await domains.ListAsync(commune, cancellationToken), common.Json(parsed));
        if (host is not null)
        {
            Speak.Note($"L’appliance en marche sert un nouveau domaine à sa première visite ; pour un domaine changé ou retiré : sudo {ServiceUnit.RestartCommand}. « beffroi doctor » vérifie le DNS et le certificat.");
        }

        return ExitCodes.Done;
    }

    private static void Report(Commune commune, string main, IReadOnlyList<CommuneHost> hosts, bool json)
    {
        if (json)
        {
            Speak.Json(new { insee = commune.Insee, host = main, domains = hosts.Select(host => new { host = host.Host, redirects = host.Redirects }) });
            return;
        }

        Speak.Line($"{main}  adresse principale de {commune.Nom}");
        foreach (var host in hosts)
        {
            Speak.Line($"{host.Host}  {(host.Redirects ? $"mène à {main}" : "sert le site")}");
        }
    }
}
