namespace Beffroi.Appliance.Backups;

/// <summary>The file of the age identity that reads backups.</summary>
internal static class IdentityFile
{
    /// <summary>Checks that it is there.</summary>
    /// <exception cref="BackupException">It is not named, or cannot be read.</exception>
    public static string Find(string? path)
    {
        if (path is null)
        {
            throw new BackupException("La clé secrète des sauvegardes est nécessaire : indiquez son fichier avec --identity.");
        }

        try
        {
            using var file = File.OpenRead(path);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"Le fichier de la clé {path} ne peut pas être lu : {error.Message}");
        }
    }
}
