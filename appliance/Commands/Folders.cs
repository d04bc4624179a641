using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;

namespace Beffroi.Appliance.Commands;

/// <summary>
/// Looks whether the data and log directories can be written, by the user they belong to, before anything is opened in them. Root takes
/// the place of that user for the rest of the process: a file that root left there could not be written by the service any more.
/// </summary>
internal static class Folders
{
    /// <summary>What is wrong, in French, or null.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="mayReturn">Whether the command will have to write the configuration as root.</param>
    public static string? Fault(ApplianceSettings settings, bool mayReturn = false)
    {
        if (ProcessUser.OwnerOf(settings.Data) is { } owner && owner.User != ProcessUser.UserId)
        {
            if (ProcessUser.UserId != 0)
            {
                // Root's own directory that lets others write is judged by the probe below.
                if (owner.User != 0)
                {
                    return WrongUser(settings.Data, owner.User);
                }
            }
            else if (!ProcessUser.Become(owner, mayReturn))
            {
                return $"Le dossier {settings.Data} appartient à {ProcessUser.NameOf(owner.User)}, dont root ne peut pas prendre la place ici. {Runuser(owner.User)}";
            }
        }

        foreach (var folder in (string[])[settings.Data, settings.Logs])
        {
            if (Probe(folder) is { } fault)
            {
                return fault;
            }
        }

        // A restore that was cut off while it took its place.
        Swap.Finish(settings.Data);
        return null;
    }

    /// <summary>The same for a command that stays the user it is, root included, and that makes no directory.</summary>
    public static string? FaultAsIs(ApplianceSettings settings)
    {
        if (!Directory.Exists(settings.Data))
        {
            return $"Le dossier {settings.Data} n’existe pas, ou l’utilisateur {ProcessUser.UserName} ne peut pas le voir. Vérifiez --data.";
        }

        return ProcessUser.OwnerOf(settings.Data) is { User: not 0 } owner && ProcessUser.UserId != 0 && owner.User != ProcessUser.UserId
            ? WrongUser(settings.Data, owner.User)
            : Probe(settings.Data);
    }

    /// <summary>Why a file cannot be written into a folder, which is made where it is missing; or null.</summary>
    public static Exception? TryWriting(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".ecriture-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error;
        }
    }

    private static string? Probe(string folder) => TryWriting(folder) is not { } error ? null
        : (error is IOException ? StorageFault.Words(error, folder) : null)
            ?? $"Le dossier {folder} n’accepte pas d’écriture de l’utilisateur {ProcessUser.UserName}. Donnez-le-lui, ou indiquez-en un autre avec --data.";

    private static string WrongUser(string folder, uint owner) =>
        $"Le dossier {folder} appartient à {ProcessUser.NameOf(owner)}, et vous êtes {ProcessUser.UserName}. {Runuser(owner)}";

    private static string Runuser(uint owner) => $"Lancez la commande en son nom : sudo runuser -u {ProcessUser.NameOf(owner)} -- beffroi …";
}
