using System.CommandLine;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary>The <c>beffroi</c> command: what operators type.</summary>
internal static class CommandLine
{
    public static RootCommand Build()
    {
        var common = new CommonOptions();
        var root = new RootCommand("Beffroi : les services numériques des communes d’un syndicat.");
        common.AddTo(root);
        root.Add(ServeCommand(common));
        return root;
    }

    private static Command ServeCommand(CommonOptions common)
    {
        var listen = new Option<string?>("--listen") { Description = "Adresse et port d’écoute, par exemple 127.0.0.1:8080." };
        var command = new Command("serve", "Fait fonctionner l’appliance.") { listen };
        command.SetAction((parsed, token) =>
        {
            var settings = common.Read(parsed);
            settings.Listen = parsed.GetValue(listen) ?? settings.Listen;
            return Serve.RunAsync(settings, common.IsDevelopment, token);
        });
        return command;
    }
}
