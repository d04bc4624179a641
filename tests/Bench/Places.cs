using System.Net;
using System.Net.Sockets;

namespace Beffroi.Bench;

/// <summary>Where the bench reads and writes: all of it under <c>artifacts/</c>, on the same disk as the sources.</summary>
internal static class Places
{
    private static readonly string s_root = FindRoot();

    public static string Root => s_root;

    public static string Results => Path.Combine(s_root, "artifacts", "bench");

    public static string Published => Path.Combine(s_root, "artifacts", "publish", "linux-x64", "beffroi");

    /// <summary>A new data directory; the caller deletes it.</summary>
    public static string NewData(string name)
    {
        var folder = Path.Combine(Results, "data", $"{name}-{Environment.ProcessId}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>A loopback port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Beffroi.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The bench runs from the sources: Beffroi.slnx was not found above it.");
    }
}
