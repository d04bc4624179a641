using System.Diagnostics;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Upgrade;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Backups;

/// <summary>What is what in the data directory.</summary>
internal static class DataFolder
{
    /// <summary>The folder of infected files.</summary>
    public const string QuarantineName = "quarantaine";

    private const string ScratchName = ".sauvegarde-travail";

    // Held while the appliance serves.
    private const string ServingName = ".en-service";
    private const string BackupLockName = ".sauvegarde.verrou";

    // Everything that is not the appliance's state: what a restore puts aside, and what is only passing.
    private static readonly string[] s_notState = ["lost+found", "logs"];

    public static string Scratch(ApplianceSettings settings) => Path.Combine(settings.Data, ScratchName);

    public static string BackupLock(ApplianceSettings settings) => Path.Combine(settings.Data, BackupLockName);

    /// <summary>The lock that a serving appliance shares and a restore takes for itself.</summary>
    public static string ServingLock(ApplianceSettings settings) => Path.Combine(settings.Data, ServingName);

    /// <summary>The entries of the data directory that are the appliance's state.</summary>
    public static IEnumerable<string> State(string data) => Directory.EnumerateFileSystemEntries(data)
        .Select(path => Path.GetFileName(path)!)
        .Where(name => name[0] != '.' && !s_notState.Contains(name) && !name.StartsWith(Restore.Swap.AsideName, StringComparison.Ordinal));

    /// <summary>Whether nothing would be lost with the state: there is none, or only what an installation makes before its setup.</summary>
    public static bool IsUntouched(ApplianceSettings settings)
    {
        var portal = Path.Combine(settings.Data, "portal.db");
        if (!State(settings.Data).Any())
        {
            return true;
        }

        if (settings.Database.Kind != DatabaseKind.Sqlite || !File.Exists(portal))
        {
            return false;
        }

        try
        {
            using var database = SqliteFile.Open(portal, SqliteOpenMode.ReadOnly);
            using var query = database.CreateCommand();
            query.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM syndicats) AND NOT EXISTS (SELECT 1 FROM communes) AND NOT EXISTS (SELECT 1 FROM agents)";
            return query.ExecuteScalar() is 1L;
        }
        // A damaged database may still hold something.
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>The files to back up, as paths in the data directory; the databases aside, which are copied by their engine.</summary>
    public static IEnumerable<string> BackedUp(ApplianceSettings settings) => State(settings.Data)
        .Where(name => !name.Contains(".db", StringComparison.Ordinal) && name != Restore.Swap.ConfigurationName && name != UpgradeMark.FolderName)
        .Where(name => !IsInside(settings.Logs, Path.Combine(settings.Data, name)) && !IsInside(settings.Backup.Target, Path.Combine(settings.Data, name)))
        .SelectMany(name => Directory.Exists(Path.Combine(settings.Data, name)) ? Files(Path.Combine(settings.Data, name)).Select(path => $"{name}/{path}") : [name])
        .Where(path => !path.StartsWith("files/arrivee/", StringComparison.Ordinal) && !path.StartsWith(QuarantineName + "/", StringComparison.Ordinal));

    /// <summary>The files of a folder and of those in it, as paths in it; links are not followed.</summary>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false })
        .Select(path => Path.GetRelativePath(folder, path))
        .Order(StringComparer.Ordinal);

    /// <summary>Puts the configuration file among what is backed up.</summary>
    public static void CopyConfiguration(ApplianceSettings settings, string scratch)
    {
        if (settings.SourceFile is { } file && File.Exists(file))
        {
            var folder = Directory.CreateDirectory(Path.Combine(scratch, Restore.Swap.ConfigurationName)).FullName;
            File.Copy(file, Path.Combine(folder, "beffroi.json"));
        }
    }

    /// <summary>Deletes a folder if it exists.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same settings over another directory.</summary>
    public static ApplianceSettings Moved(ApplianceSettings settings, string data, DatabaseSection? database = null) => new()
    {
        Base = settings.Base,
        Scheme = settings.Scheme,
        Listen = settings.Listen,
        Data = data,
        Logs = Path.Combine(data, "logs"),
        Metrics = "",
        Database = database ?? new DatabaseSection { Kind = DatabaseKind.Sqlite },
    };

    /// <summary>Gives what root has made to the user who owns the data directory: the service must be able to open it.</summary>
    public static void GiveToOwner(string data, string path)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        using var chown = Process.Start(new ProcessStartInfo("chown", ["-R", "--reference", data, path]) { UseShellExecute = false })!;
        chown.WaitForExit();
        if (chown.ExitCode != 0)
        {
            throw new BackupException($"{path} n’a pas pu être donné au propriétaire de {data}.");
        }
    }

    private static bool IsInside(string? path, string folder) =>
        path is not null && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
}
