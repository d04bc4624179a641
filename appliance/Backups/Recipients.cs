using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Backups;

/// <summary>The public keys that backups are encrypted for: those of the settings, and the one that <c>beffroi backup key</c> made.</summary>
internal static class Recipients
{
    /// <summary>The file of the key that the appliance made.</summary>
    public static string FileOf(ApplianceSettings settings) => Path.Combine(settings.Data, "keys", "sauvegarde-destinataires.txt");

    /// <summary>All of them.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    public static IReadOnlyList<string> Of(ApplianceSettings settings)
    {
        var file = FileOf(settings);
        var kept = File.Exists(file) ? File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#') : [];
        var all = settings.Backup.Recipients.Concat(kept).Distinct(StringComparer.Ordinal).ToList();
        return all.Count > 0
            ? all
            : throw new BackupException(
                "Aucune clé publique n’est réglée : rien n’est sauvegardé en clair. Faites-en une avec « beffroi backup key », ou avec « age-keygen -o cle-sauvegarde.txt » et recopiez sa clé publique dans Backup:Recipients.",
                refused: true);
    }
}
