using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary>Looks whether the data and log directories can be written before anything is opened in them.</summary>
internal static class Folders
{
    /// <summary>What is wrong, in French, or null.</summary>
    public static string? Fault(ApplianceSettings settings)
    {
        foreach (var folder in (string[])[settings.Data, settings.Logs])
        {
            try
            {
                Directory.CreateDirectory(folder);
                var probe = Path.Combine(folder, $".ecriture-{Environment.ProcessId}");
                File.WriteAllText(probe, "");
                File.Delete(probe);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return $"Le dossier {folder} n’accepte pas d’écriture. Donnez-le à l’utilisateur qui lance Beffroi, ou indiquez-en un autre avec --data.";
            }
        }

        // A restore that was cut off while it took its place.
        Swap.Finish(settings.Data);
        return null;
    }
}
