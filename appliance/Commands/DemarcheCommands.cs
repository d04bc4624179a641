using System.CommandLine;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi demarche …</c>: the catalogue.</summary>
internal sealed class DemarcheCommands(CommonOptions common)
{
    public Command Build()
    {
        var command = new Command("demarche", "Montre et vérifie les démarches du catalogue.");
        command.Add(Show());
        command.Add(Check());
        command.Add(Schema());
        new CatalogueCommands(common).AddTo(command);
        return command;
    }

    private static Command Show()
    {
        var code = CodeArgument();
        var command = new Command("show", "Montre une démarche livrée avec Beffroi.") { code };
        command.SetAction(parsed =>
        {
            if (DemarcheCatalogue.Load().Find(parsed.GetRequiredValue(code)) is not { } demarche)
            {
                Speak.Note(Unknown(parsed.GetRequiredValue(code)));
                return ExitCodes.Failed;
            }

            Speak.Line(DefinitionJson.Write(demarche));
            return ExitCodes.Done;
        });
        return command;
    }

    internal static Argument<string> CodeArgument()
    {
        var code = new Argument<string>("CODE") { Description = "Code de la démarche, par exemple acte-naissance." };
        code.CompletionSources.Add(_ => DemarcheCatalogue.Load().All.Select(demarche => demarche.Code).Distinct(StringComparer.Ordinal));
        return code;
    }

    internal static string Unknown(string code) => $"Aucune démarche ne porte le code « {code} ». « beffroi demarche list » les montre.";

    private static Command Schema()
    {
        var command = new Command("schema", "Écrit le schéma JSON du format des démarches.");
        command.SetAction(_ =>
        {
            Console.Out.Write(DefinitionSchema.Write());
            return ExitCodes.Done;
        });
        return command;
    }

    private Command Check()
    {
        var file = new Argument<FileInfo>("FICHIER") { Description = "La définition, en JSON." };
        var command = new Command("check", "Vérifie une définition et nomme chaque défaut.") { file };
        command.SetAction(async (parsed, token) =>
        {
            string json;
            try
            {
                json = await File.ReadAllTextAsync(parsed.GetRequiredValue(file).FullName, token);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Speak.Note($"Le fichier ne peut pas être lu : {error.Message}");
                return ExitCodes.BadUsage;
            }

            var faults = DefinitionCheck.Check(json);
            if (common.Json(parsed))
            {
                Speak.Json(faults);
            }
            else if (faults.Count == 0)
            {
                Speak.Line("La définition peut être publiée.");
            }
            else
            {
                foreach (var fault in faults)
                {
                    Speak.Line(fault.ToString());
                }
            }

            return faults.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
