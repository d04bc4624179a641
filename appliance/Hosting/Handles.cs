using System.Globalization;

namespace Beffroi.Appliance.Hosting;

/// <summary>
/// The files and sockets that the system lets this process hold open. Connections get a share of them only, so that a flood of connections
/// is turned away at the door and never keeps a database or a piece from being opened.
/// </summary>
internal static class Handles
{
    /// <summary>What the operator can do when there is none left, in French.</summary>
    public const string Words =
        "Le programme a ouvert autant de fichiers et de connexions que le système lui permet. Relevez LimitNOFILE (« systemctl edit beffroi »), puis « systemctl restart beffroi » ; « ss -tn state established » montre qui se connecte.";

    /// <summary>The fewest that the program runs with.</summary>
    public const int Least = 1024;

    // The program's own files, one for each of its libraries where it is not published as one, and the databases of jobs.
    private const int Own = 600;

    // A connection, and the database with its journal and its index while it is answered.
    private const int PerConnection = 4;

    /// <summary>How many the process may hold; null where the system does not say.</summary>
    public static long? Limit => File.Exists("/proc/self/limits")
        && File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;

    /// <summary>How many it holds.</summary>
    public static int Held => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    /// <summary>The connections that leave enough for the rest; null for no bound.</summary>
    public static long? Connections => Limit is { } limit ? Math.Max(1, (limit - Own) / PerConnection) : null;

    /// <summary>That the process may hold too few to start, in French, or null.</summary>
    public static string? TooFew => Limit is { } limit and < Least
        ? $"Le système ne laisse ouvrir que {limit} fichiers à ce programme, il en faut {Least} au moins. Relevez cette limite : « ulimit -n {Least} » dans ce terminal, LimitNOFILE pour le service (« systemctl edit beffroi »)."
        : null;
}
