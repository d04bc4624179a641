using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Backups.Targets;

/// <summary>Opens a target from how operators write it.</summary>
public static class BackupTargets
{
    /// <summary>Opens one.</summary>
    /// <param name="address"><c>/path</c>, <c>s3://bucket/prefix</c> or <c>sftp://user@host/path</c>.</param>
    /// <param name="section">Keys and addresses of services.</param>
    /// <exception cref="BackupException">The address makes no sense, or the service cannot be reached.</exception>
    public static IBackupTarget Open(string address, BackupSection section)
    {
        if (address.StartsWith("s3://", StringComparison.Ordinal))
        {
            return S3Target.Open(address, section.S3);
        }

        if (address.StartsWith("sftp://", StringComparison.Ordinal))
        {
            return SftpTarget.Open(address, section.Sftp);
        }

        return address.Contains("://", StringComparison.Ordinal)
            ? throw new BackupException($"« {address} » n’est pas une cible de sauvegarde : écrivez /dossier, s3://seau/préfixe ou sftp://utilisateur@serveur/dossier.")
            : new DirectoryTarget(Path.GetFullPath(address));
    }

    /// <summary>Where a restore reads from: a target, or the summary file of one backup in a directory, which then is the one that is meant.</summary>
    public static (IBackupTarget Target, string? Id) OpenForRestore(string from, BackupSection section)
    {
        if (from.EndsWith(".json", StringComparison.Ordinal) && !from.Contains("://", StringComparison.Ordinal) && File.Exists(from))
        {
            var file = Path.GetFullPath(from);
            return (new DirectoryTarget(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, ".."))), Path.GetFileNameWithoutExtension(file));
        }

        if (!from.Contains("://", StringComparison.Ordinal) && !Directory.Exists(from))
        {
            throw new BackupException($"{from} n’existe pas. Indiquez le dossier des sauvegardes, ou la ligne Backup:Target de la configuration.");
        }

        return (Open(from, section), null);
    }
}
