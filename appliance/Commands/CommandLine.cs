using System.CommandLine;
using Beffroi.Appliance.Commands.Usage;
using Beffroi.Appliance.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.Appliance.Commands;

/// <summary>The <c>beffroi</c> command: what operators type.</summary>
internal static class CommandLine
{
    /// <summary>Reads what was typed; a word that begins with @ is a word like another.</summary>
    public static ParseResult Parse(IReadOnlyList<string> words, CommonOptions common) => Build(common).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });

    public static RootCommand Build(CommonOptions common)
    {
        var root = new RootCommand("Beffroi : les services numériques des communes d’un syndicat.");
        common.AddTo(root);
        root.Add(ServeCommand(common));
        root.Add(DemoCommand(common));
        root.Add(new SetupCommand(common).Build());
        root.Add(new CheckCommand(common).Build());
        var backups = new BackupCommands(common);
        var commune = new CommuneCommands(common).Build();
        commune.Add(backups.CommuneRestore());
        root.Add(commune);
        root.Add(new AddressCommands(common).Build());
        root.Add(new AgentCommands(common).Build());
        root.Add(new DemarcheCommands(common).Build());
        root.Add(new ApplicationCommands(common).Build());
        root.Add(new VersionCommand(common).Build());
        root.Add(new UpgradeCommands(common).Build());
        root.Add(new DoctorCommand(common).Build());
        foreach (var command in new OperationCommands(common).Build().Concat(backups.Build()))
        {
            root.Add(command);
        }

        root.Add(new HelpCommand(common, root).Build());
        RefuseDashes(root);
        return root;
    }

    // A word that begins with a dash is an option that nobody knows, never a value: « --jsno » names no commune.
    private static void RefuseDashes(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            argument.Validators.Add(result =>
            {
                if (UsageFaults.Dashed(result) is { } word)
                {
                    result.AddError(word);
                }
            });
        }

        foreach (var sub in command.Subcommands)
        {
            RefuseDashes(sub);
        }
    }

    private static Command DemoCommand(CommonOptions common)
    {
        var command = new Command("demo", "Crée le syndicat de démonstration s’il n’existe pas.");
        command.SetAction((parsed, token) =>
        {
            var clock = new DemoClock();
            return CommandHost.RunAsync(
                common.Read(parsed),
                common.IsDevelopment,
                services => Commands.DemoCommand.RunAsync(services, clock, common.Read(parsed), common.Json(parsed), token),
                token,
                builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        });
        return command;
    }

    private static Command ServeCommand(CommonOptions common)
    {
        var listen = new Option<string?>("--listen") { HelpName = "ADRESSE:PORT", Description = "Adresse et port d’écoute, par exemple 127.0.0.1:8080." };
        var command = new Command("serve", "Fait fonctionner l’appliance.") { listen };
        command.SetAction((parsed, token) =>
        {
            return Serve.RunAsync(common.Read(parsed, parsed.GetValue(listen)), common.IsDevelopment, common.Json(parsed), token);
        });
        return command;
    }
}
