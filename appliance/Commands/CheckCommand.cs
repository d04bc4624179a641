using System.CommandLine;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi check</c>: lists every fault of the configuration, or writes its JSON Schema.</summary>
internal sealed class CheckCommand(CommonOptions common)
{
    public Command Build()
    {
        var schema = new Option<bool>("--schema") { Description = "Écrit le schéma JSON du fichier de configuration." };
        var command = new Command("check", "Vérifie la configuration et dit chaque faute avec sa clé et sa ligne.") { schema };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(schema))
            {
                Console.Out.Write(ConfigurationSchema.Read());
                return ExitCodes.Done;
            }

            return Report(common.PathOf(parsed), common.ReadAll(parsed).Faults, common.Json(parsed));
        });
        return command;
    }

    private static int Report(string path, IReadOnlyList<ConfigurationFault> faults, bool json)
    {
        if (json)
        {
            Speak.Json(new
            {
                file = path,
                faults = faults.Select(fault => new { key = fault.Key, line = fault.Line, source = fault.Source, message = fault.Message, accepted = fault.Accepted }),
            });
        }
        else if (faults.Count == 0)
        {
            Speak.Line(File.Exists(path)
                ? $"La configuration {path} est bonne."
                : $"Le fichier {path} n’existe pas : les valeurs par défaut, l’environnement et les options sont bons.");
        }
        else
        {
            foreach (var fault in faults)
            {
                Speak.Line(fault.ToString());
            }

            Speak.Note(faults.Count == 1 ? "Une faute." : $"{faults.Count} fautes.");
        }

        return faults.Count == 0 ? ExitCodes.Done : ExitCodes.BadUsage;
    }
}
