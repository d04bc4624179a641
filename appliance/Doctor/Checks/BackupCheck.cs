using System.Net.Sockets;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Microsoft.EntityFrameworkCore;
using Renci.SshNet.Common;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Asks the target of backups for its newest one; where it does not answer, the history of the job <c>sauvegarde</c> tells what is known.</summary>
internal sealed class BackupCheck(ApplianceSettings settings, SchedulerContexts contexts, TimeProvider time) : ICheck
{
    private const string MakeOne = "sudo beffroi backup";

    // Within the limit of a check, so that a target that is silent is told as such.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    public string Name => "sauvegarde";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Backup.Target is not { } target)
        {
            return [new(
                Severity.Warning,
                Name,
                "Aucune sauvegarde n’est réglée : faites la clé, gardez-la hors d’ici, puis écrivez Backup:Target dans la configuration (un dossier d’un autre disque, s3://… ou sftp://…) et redémarrez.",
                "sudo beffroi backup key")];
        }

        try
        {
            // An SFTP connection blocks its thread whatever the token says: it is left behind.
            var newest = await Task.Run(() => NewestAsync(target, cancellationToken), cancellationToken).WaitAsync(s_patience, cancellationToken);
            return [newest is null
                ? new(Severity.Warning, Name, $"Aucune sauvegarde n’est encore dans {target}.", MakeOne)
                : Judge(newest.At, $"La dernière sauvegarde de {target} est du {newest.At:dd/MM/yyyy HH:mm} (UTC), il y a {Age(newest.At)} : {newest.Files} fichier(s), {BackupProgress.Size(newest.Bytes)}.")];
        }
        catch (Exception error) when (error is BackupException or IOException or UnauthorizedAccessException or SshException or SocketException or TimeoutException)
        {
            var said = error is TimeoutException ? "pas de réponse en 4 secondes" : error.Message;
            return [new(HasSecrets(target) ? Severity.Fault : Severity.Warning, Name, $"La cible des sauvegardes, {target}, ne peut pas être lue : {said}", Mend(target)), await HistoryAsync(cancellationToken)];
        }
    }

    private async Task<BackupSummary?> NewestAsync(string address, CancellationToken cancellationToken)
    {
        await using var target = BackupTargets.Open(address, settings.Backup);
        if (target is DirectoryTarget && !Directory.Exists(target.Address))
        {
            throw new BackupException("ce dossier n’existe pas, ou son disque n’est pas monté.");
        }

        return await new BackupRepository(target).NewestAsync(cancellationToken);
    }

    private async Task<Finding> HistoryAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open();
        var last = await db.JobRuns.Where(run => run.Job == NightlyBackup.Name && run.Outcome == JobOutcome.Reussi).MaxAsync(run => (DateTime?)run.StartedAt, cancellationToken);
        return last is { } at
            ? Judge(at, $"D’après l’historique des travaux, la dernière sauvegarde réussie est du {at:dd/MM/yyyy HH:mm} (UTC), il y a {Age(at)}.")
            : new(Severity.Warning, Name, "L’historique des travaux ne connaît aucune sauvegarde réussie.", MakeOne);
    }

    private Finding Judge(DateTime at, string sentence)
    {
        var age = time.GetUtcNow().UtcDateTime - at;
        var severity = age > TimeSpan.FromDays(3) ? Severity.Fault : age > TimeSpan.FromHours(26) ? Severity.Warning : Severity.Ok;
        return new(severity, Name, sentence, severity == Severity.Ok ? null : MakeOne);
    }

    private string Age(DateTime at) => $"{(time.GetUtcNow().UtcDateTime - at).TotalHours:0} heure(s)";

    // Without them the service alone may be able to ask: nothing is known to be wrong.
    private bool HasSecrets(string target) =>
        !(IsS3(target) && settings.Backup.S3.SecretKey is null) && !(IsSftp(target) && settings.Backup.Sftp.KeyFile is null);

    private static bool IsS3(string target) => target.StartsWith("s3://", StringComparison.Ordinal);

    private static bool IsSftp(string target) => target.StartsWith("sftp://", StringComparison.Ordinal);

    private string Mend(string target)
    {
        var user = ProcessUser.NameOf(ProcessUser.OwnerOf(settings.Data)?.User ?? ProcessUser.UserId);
        return IsS3(target) ? HasSecrets(target) ? $"curl -sSI {settings.Backup.S3.Endpoint}" : "sudo beffroi doctor"
            : IsSftp(target) ? HasSecrets(target) ? $"ssh-keyscan {(Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.Host : target)}" : "sudo systemctl start beffroi-sauvegarde"
            : Directory.Exists(target) ? $"sudo chown -R {user}: {target}"
            : $"sudo install -d -o {user} -g {user} -m 0700 {target}";
    }
}
