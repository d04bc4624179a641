using System.CommandLine;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Upgrade;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi upgrade</c>, which the package calls; hidden, since nobody has to type it.</summary>
internal sealed class UpgradeCommands(CommonOptions common)
{
    public Command Build()
    {
        var back = new Option<bool>("--back") { Description = "Remet les données d’avant la mise à jour." };
        var done = new Option<bool>("--done") { Description = "La nouvelle version sert : la mise à jour est finie." };
        var withoutCopy = new Option<bool>("--sans-copie") { Description = "PostgreSQL est changé sans copie : vous en avez une." };
        var command = new Command("upgrade", "Met les données au schéma de cette version, avec copie et répétition.") { back, done, withoutCopy };
        command.Hidden = true;
        command.SetAction(async (parsed, token) =>
        {
            var settings = common.Read(parsed);
            if (Folders.Fault(settings) is { } fault)
            {
                Speak.Note(fault);
                return ExitCodes.Failed;
            }

            var upgrade = new SafeUpgrade(settings, common.IsDevelopment, Speak.Note, parsed.GetValue(withoutCopy));
            if (parsed.GetValue(done))
            {
                upgrade.Done();
                return Answer(parsed, isDone: true);
            }

            using var alone = FileLock.TryTake(DataFolder.ServingLock(settings));
            if (alone is null)
            {
                Speak.Note($"Une appliance fonctionne sur {settings.Data}. Arrêtez-la d’abord (« systemctl stop beffroi »), puis recommencez.");
                return ExitCodes.RefusedByRule;
            }

            return Answer(parsed, parsed.GetValue(back) ? await upgrade.BackAsync() : await upgrade.RunAsync(token));
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
