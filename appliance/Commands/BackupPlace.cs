using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary>Opens the place that an operator's backup goes to, so that the service can write there later: root leaves nothing of its own.</summary>
internal static class BackupPlace
{
    /// <summary>Opens it; root takes the place of the data's owner.</summary>
    /// <exception cref="BackupException">It cannot be written; the message says what to do.</exception>
    public static async Task<IBackupTarget> OpenAsync(string address, ApplianceSettings settings)
    {
        // Opened first: the key files of a service may be root's alone.
        var target = BackupTargets.Open(address, settings.Backup);
        try
        {
            if (target is DirectoryTarget)
            {
                MakeForOwner(target.Address, settings.Data);
            }

            if (Folders.Fault(settings) is { } fault)
            {
                throw new BackupException(fault);
            }

            if (target is DirectoryTarget)
            {
                Probe(target.Address);
            }

            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    private static void MakeForOwner(string folder, string data)
    {
        if (ProcessUser.UserId == 0 && !Directory.Exists(folder) && ProcessUser.OwnerOf(data) is { } owner)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            ProcessUser.Give(folder, owner);
        }
    }

    private static void Probe(string folder)
    {
        var inside = ((string[])["packs", "backups"]).Select(name => Path.Combine(folder, name)).Where(Directory.Exists);
        if (inside.Prepend(folder).Select(Folders.TryWriting).FirstOrDefault(error => error is not null) is { } error)
        {
            throw new BackupException(
                $"L’utilisateur {ProcessUser.UserName}, qui fait les sauvegardes, ne peut pas écrire dans {folder}{(error is IOException ? $" ({error.Message})" : "")}. Si ce dossier est réservé aux sauvegardes, donnez-le-lui : sudo chown -R {ProcessUser.UserName}: {folder}");
        }
    }
}
