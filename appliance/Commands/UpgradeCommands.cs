using System.CommandLine;
using Beffroi.Appliance.Upgrade;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi upgrade</c>, which the package calls; hidden, since nobody has to type it.</summary>
internal sealed class UpgradeCommands(CommonOptions common)
{
    public Command Build()
    {
        var back = new Option<bool>("--back") { Description = "Remet les données d’avant la mise à jour." };
        var done = new Option<bool>("--done") { Description = "La nouvelle version sert : la mise à jour est finie." };
        var command = new Command("upgrade", "Met les données au schéma de cette version, avec copie et répétition.") { back, done };
        command.Hidden = true;
        command.SetAction(async (parsed, token) =>
        {
            var settings = common.Read(parsed);
            if (Folders.Fault(settings) is { } fault)
            {
                Speak.Note(fault);
                return ExitCodes.Failed;
            }

            var upgrade = new SafeUpgrade(settings, common.IsDevelopment, Speak.Note);
            if (parsed.GetValue(done))
            {
                upgrade.Done();
                return Answer(parsed, isDone: true);
            }

            return Answer(parsed, parsed.GetValue(back) ? upgrade.Back() : await upgrade.RunAsync(token));
        });
        return command;
    }

    private int Answer(ParseResult parsed, bool isDone)
    {
        if (common.Json(parsed))
        {
            Speak.Json(new { done = isDone });
        }

        return isDone ? ExitCodes.Done : ExitCodes.Failed;
    }
}
