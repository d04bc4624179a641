namespace Beffroi.Appliance.Upgrade;

/// <summary>How far an upgrade is, kept in a file: what a power cut leaves is understood at the next start.</summary>
internal sealed class UpgradeMark(string data)
{
    /// <summary>The databases are being changed; found at a start, it means that the change was cut off.</summary>
    public const string Migrating = "migration";

    /// <summary>The databases are changed and sound, the new program has not served yet.</summary>
    public const string Waiting = "attente";

    /// <summary>The folder of the data directory that all of it is in.</summary>
    public const string FolderName = "avant-mise-a-jour";

    /// <summary>Where snapshots are kept.</summary>
    public string Folder { get; } = Path.Combine(data, FolderName);

    /// <summary>The copy that a change is tried on.</summary>
    public string Rehearsal => Path.Combine(Folder, "repetition");

    private string File => Path.Combine(Folder, "etat");

    /// <summary>The state and the snapshot that it goes with, or null when no upgrade is under way.</summary>
    public (string State, string Snapshot)? Read() =>
        System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Trim().Split(' ', 2) is [var state, var snapshot] ? (state, Path.Combine(Folder, snapshot)) : null;

    /// <summary>Writes the state, on the disk before anything else happens.</summary>
    public void Write(string state, string snapshot)
    {
        using (var stream = new FileStream(File + ".nouveau", FileMode.Create))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes($"{state} {Path.GetFileName(snapshot)}"));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(File + ".nouveau", File, overwrite: true);
    }

    /// <summary>The upgrade is over; the last snapshot stays, older ones go.</summary>
    public void Clear()
    {
        if (Read() is not { Snapshot: var last })
        {
            return;
        }

        System.IO.File.Delete(File);
        foreach (var old in Directory.GetDirectories(Folder).Where(folder => folder != last))
        {
            Directory.Delete(old, recursive: true);
        }
    }
}
