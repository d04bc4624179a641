using System.Diagnostics;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>Small and read-only disks; a test is skipped, with the reason, where the machine does not let it mount.</summary>
internal static class Mounts
{
    /// <summary>Mounts.</summary>
    public static void MountOrSkip(params string[] arguments)
    {
        var (code, error) = Run("mount", arguments);
        if (code != 0)
        {
            Assert.Skip($"This test mounts a small disk, and the machine does not let it: {error}");
        }
    }

    /// <summary>An empty disk of a few megabytes, in memory.</summary>
    public static void Small(string folder, int megabytes) => MountOrSkip("-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);

    /// <summary>Lays a folder over itself, without writes.</summary>
    public static void ReadOnly(string folder)
    {
        MountOrSkip("--bind", folder, folder);
        MountOrSkip("-o", "remount,bind,ro", folder);
    }

    /// <summary>Takes it away.</summary>
    public static void Unmount(string folder)
    {
        // A process that was just stopped may hold the folder a moment longer; lazily, it goes when the last one lets go.
        var (code, error) = Run("umount", "--lazy", folder);
        Assert.True(code == 0, error);
    }

    /// <summary>Writes until nothing fits any more.</summary>
    public static void FillUp(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 4096])
        {
            var block = new byte[size];
            try
            {
                while (true)
                {
                    file.Write(block);
                }
            }
            catch (IOException)
            {
                // Full to this block's size.
            }
        }
    }

    private static (int Code, string Error) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error.Trim());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
