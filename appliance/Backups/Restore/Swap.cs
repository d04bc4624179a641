using System.Text.Json;

namespace Beffroi.Appliance.Backups.Restore;

/// <summary>
/// Puts a restored state in the place of the present one, inside the data directory: it may be a mount point, and its parent is not ours to
/// write. What is to be moved is written down first, so that a swap that was cut off is finished by the next command or start.
/// </summary>
internal static class Swap
{
    /// <summary>Where the former state is kept, with the instant behind it.</summary>
    public const string AsideName = "avant-restauration";

    /// <summary>Where the restored configuration file lies.</summary>
    public const string ConfigurationName = "configuration";

    private const string StagingName = ".restauration";
    private const string PlanName = ".restauration-prete";

    /// <summary>Where a state is restored to before it takes its place.</summary>
    public static string Staging(string data) => Path.Combine(data, StagingName);

    /// <summary>Whether a swap is written down and not finished.</summary>
    public static bool IsPending(string data) => File.Exists(Path.Combine(data, PlanName));

    /// <summary>Moves the present state aside and the restored one in.</summary>
    /// <returns>Where the former state is, or null when there was none.</returns>
    public static string? Run(string data, string stamp)
    {
        var old = DataFolder.State(data).ToArray();
        var plan = new Plan($"{AsideName}-{stamp}", old, [.. Directory.EnumerateFileSystemEntries(Staging(data)).Select(path => Path.GetFileName(path)!)]);
        FolderSync.FlushAll(data);
        var path = Path.Combine(data, PlanName);
        using (var file = new FileStream(path + ".partiel", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, plan);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".partiel", path, overwrite: true);
        FolderSync.Flush(data);
        Finish(data);
        return old.Length == 0 ? null : Path.Combine(data, plan.Aside);
    }

    /// <summary>Finishes a swap that was cut off; without one, does nothing.</summary>
    public static void Finish(string data)
    {
        var path = Path.Combine(data, PlanName);
        if (!File.Exists(path))
        {
            return;
        }

        var plan = JsonSerializer.Deserialize<Plan>(File.ReadAllText(path))!;
        var aside = Path.Combine(data, plan.Aside);
        foreach (var name in plan.Old)
        {
            if (!Exists(Path.Combine(aside, name)) && Exists(Path.Combine(data, name)))
            {
                Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                Directory.Move(Path.Combine(data, name), Path.Combine(aside, name));
            }
        }

        foreach (var name in plan.New)
        {
            if (Exists(Path.Combine(Staging(data), name)))
            {
                Directory.Move(Path.Combine(Staging(data), name), Path.Combine(data, name));
            }
        }

        FolderSync.FlushAll(data);
        File.Delete(path);
        DataFolder.Delete(Staging(data));
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private sealed record Plan(string Aside, string[] Old, string[] New);
}
