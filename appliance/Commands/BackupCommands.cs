using System.CommandLine;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Backups.Communes;
using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi backup …</c>, <c>restore</c> and <c>commune restore</c>.</summary>
internal sealed class BackupCommands(CommonOptions common)
{
    private static readonly TimeSpan s_onTerminal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_inLogs = TimeSpan.FromSeconds(10);

    public IEnumerable<Command> Build() => [Backup(), Restore()];

    /// <summary>Goes under <c>commune</c>.</summary>
    public Command CommuneRestore()
    {
        var insee = Values.Insee("Code INSEE de la commune.", common);
        var from = From();
        var (backup, identity) = (Id(), Identity());
        var command = new Command("restore", "Ramène une commune à l’état d’une sauvegarde, sans toucher les autres.") { insee, from, backup, identity };
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var settings = common.Read(parsed);
            var place = parsed.GetValue(from) ?? settings.Backup.Target ?? throw NoTarget();
            using var lent = LentIdentity.Of(parsed.GetValue(identity) ?? settings.Backup.IdentityFile, settings);
            RestoreCommuneDone? done = null;
            var code = await common.RunAsync(parsed, async services =>
            {
                done = await new RestoreCommune(settings, services).RunAsync(
                    place, parsed.GetValue(backup), lent.Path, parsed.GetRequiredValue(insee), Progress(), token);
                return ExitCodes.Done;
            }, token);
            if (done is not null)
            {
                Tell(done, common.Json(parsed));
            }

            return code;
        }));
        return command;
    }

    private Command Backup()
    {
        var to = new Option<string?>("--to") { HelpName = "CIBLE", Description = "Cible : /dossier, s3://seau/préfixe ou sftp://utilisateur@serveur/dossier ; sinon Backup:Target." };
        var command = new Command("backup", "Sauvegarde l’appliance, en marche ou arrêtée.") { to };
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var settings = common.Read(parsed);
            if (Folders.FaultAsIs(settings) is { } fault)
            {
                throw new BackupException(fault);
            }

            await using var target = await BackupPlace.OpenAsync(parsed.GetValue(to) ?? settings.Backup.Target ?? throw NoTarget(), settings);
            if (DataSchema.CutOff(settings) is { } cut)
            {
                throw new BackupException(cut, refused: true);
            }

            var done = await new RunBackup(settings, TimeProvider.System).RunAsync(target, Progress(), token);
            if (common.Json(parsed))
            {
                Speak.Json(new { id = done.Summary.Id, target = target.Address, files = done.Summary.Files, bytes = done.Summary.Bytes, added = done.Summary.Added, expired = done.Expired });
            }
            else
            {
                Speak.Line($"Sauvegarde {done.Summary.Id} dans {target.Address} : {done.Summary.Files} fichier(s), {BackupProgress.Size(done.Summary.Bytes)}, dont {BackupProgress.Size(done.Summary.Added)} ajoutés, relus et vérifiés.");
                Speak.Line($"{done.Expired} ancienne(s) sauvegarde(s) supprimée(s). Pour la relire : beffroi restore {target.Address} --identity CLE");
            }

            return ExitCodes.Done;
        }));
        command.Add(List());
        command.Add(Key());
        return command;
    }

    private Command List()
    {
        var from = From();
        var command = new Command("list", "Liste les sauvegardes d’une cible.") { from };
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var settings = common.Read(parsed);
            await using var target = BackupTargets.Open(parsed.GetValue(from) ?? settings.Backup.Target ?? throw NoTarget(), settings.Backup);
            var all = await new BackupRepository(target).ListAsync(token);
            if (common.Json(parsed))
            {
                Speak.Json(all.Select(summary => new { id = summary.Id, at = summary.At, version = summary.Version, database = summary.Database, files = summary.Files, bytes = summary.Bytes, added = summary.Added }));
            }
            else
            {
                foreach (var summary in all)
                {
                    Speak.Line($"{summary.Id}  version {summary.Version,-10} {summary.Files,8} fichier(s)  {BackupProgress.Size(summary.Bytes),12}  ajouté {BackupProgress.Size(summary.Added)}");
                }

                Speak.Line($"{all.Count} sauvegarde(s) dans {target.Address}.");
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private Command Key()
    {
        var command = new Command("key", "Crée la clé des sauvegardes : sa partie secrète est montrée une seule fois.");
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var settings = common.Read(parsed);
            if (Folders.Fault(settings) is { } fault)
            {
                throw new BackupException(fault);
            }

            var file = Recipients.FileOf(settings);
            if (File.Exists(file))
            {
                throw new BackupException($"Une clé existe déjà ({file}). Gardez-la : sans sa partie secrète, les sauvegardes faites avec elle sont illisibles. Pour en changer, supprimez d’abord ce fichier.", refused: true);
            }

            var (identity, recipient) = await AgeProgram.MakeKeyAsync(token);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await File.WriteAllTextAsync(file, recipient + "\n", token);
            DataFolder.GiveToOwner(settings.Data, Path.GetDirectoryName(file)!);
            if (common.Json(parsed))
            {
                Speak.Json(new { recipient, identity });
            }
            else
            {
                Speak.Line(identity.Trim());
                Speak.Note("Conservez ces lignes hors de cette machine, à deux endroits : elles seules relisent les sauvegardes. Elles ne seront plus montrées.");
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private Command Restore()
    {
        var from = new Argument<string?>("SOURCE") { Description = "Dossier, s3://…, sftp://…, ou le fichier .json d’une sauvegarde ; sinon Backup:Target.", Arity = ArgumentArity.ZeroOrOne };
        var (backup, identity) = (Id(), Identity());
        var force = new Option<bool>("--force") { Description = "Remplace les données présentes, qui sont gardées à part." };
        var command = new Command("restore", "Restaure une appliance entière, arrêtée.") { from, backup, identity, force };
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var settings = common.Read(parsed);
            using var lent = LentIdentity.Of(parsed.GetValue(identity) ?? settings.Backup.IdentityFile, settings);
            if (Folders.Fault(settings) is { } fault)
            {
                throw new BackupException(fault);
            }

            var (target, id) = BackupTargets.OpenForRestore(parsed.GetValue(from) ?? settings.Backup.Target ?? throw NoTarget(), settings.Backup);
            await using var opened = target;
            var done = await new RunRestore(settings, common.IsDevelopment, TimeProvider.System).RunAsync(
                target, parsed.GetValue(backup) ?? id, IdentityFile.Find(lent.Path), parsed.GetValue(force), Progress(), token);
            if (common.Json(parsed))
            {
                Speak.Json(new { id = done.Backup.Id, files = done.Files, bytes = done.Bytes, heldMails = done.HeldMails, aside = done.Aside, configuration = done.Configuration });
                return ExitCodes.Done;
            }

            Speak.Line($"La sauvegarde {done.Backup.Id} est restaurée dans {settings.Data} : {done.Files} fichier(s), {BackupProgress.Size(done.Bytes)}, tous vérifiés.");
            if (done.Aside is not null)
            {
                Speak.Line($"L’état précédent est gardé dans {done.Aside} : supprimez-le quand tout est vérifié.");
            }

            if (done.HeldMails > 0)
            {
                Speak.Line($"{done.HeldMails} courriel(s) attendaient lors de la sauvegarde : ils sont mis de côté, car ils sont peut-être déjà partis. L’opérateur en décide.");
            }

            if (done.Configuration is not null)
            {
                Speak.Line($"La configuration d’alors est dans {done.Configuration} ; celle de /etc/beffroi n’a pas été changée.");
            }

            Speak.Line("Ensuite : systemctl start beffroi, puis beffroi log verify.");
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Tell(RestoreCommuneDone done, bool json)
    {
        if (json)
        {
            Speak.Json(new { insee = done.Insee, id = done.Backup, rows = done.Rows.Select(row => new { entity = row.Entity, before = row.Before, after = row.After }), files = done.Files, aside = done.Aside, logHolds = done.LogHolds });
            return;
        }

        Speak.Line($"{done.Nom} ({done.Insee}) est revenue à la sauvegarde {done.Backup}.");
        foreach (var row in done.Rows.Where(row => row.Before + row.After > 0))
        {
            Speak.Line($"  {row.Entity,-20} {row.Before,8} ligne(s) remplacée(s) par {row.After}");
        }

        Speak.Line($"{done.Files} fichier(s) ramené(s). Journal : {(done.LogHolds ? "la chaîne est entière" : "LA CHAÎNE EST ROMPUE, lancez « beffroi log verify »")}.");
        Speak.Line($"L’état précédent est gardé dans {done.Aside}. Pour y revenir : beffroi commune restore {done.Insee} --from {done.Aside}");
    }

    private async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (BackupException fault)
        {
            Speak.Note(fault.Message);
            return fault.Refused ? ExitCodes.RefusedByRule : ExitCodes.Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or Renci.SshNet.Common.SshException)
        {
            Speak.Note($"L’opération est abandonnée, rien n’a été remplacé : {StorageFault.Words(fault, common.DataRead) ?? fault.Message}");
            return ExitCodes.Failed;
        }
    }

    private static BackupException NoTarget() =>
        new("Aucune cible n’est réglée. Indiquez-la sur la ligne de commande (un dossier suffit) ou dans Backup:Target.");

    private static BackupProgress Progress() => new(Speak.Note, Console.IsErrorRedirected ? s_inLogs : s_onTerminal);

    private static Option<string?> From() => new("--from") { HelpName = "CIBLE", Description = "Dossier, s3://… ou sftp://… ; sinon Backup:Target." };

    private static Option<string?> Id() => new("--backup") { HelpName = "ID", Description = "Identifiant de la sauvegarde ; sinon la dernière." };

    private static Option<string?> Identity() => new("--identity") { HelpName = "FICHIER", Description = "Fichier de la clé secrète age ; sinon Backup:IdentityFile." };
}
