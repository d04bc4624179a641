using System.Runtime.InteropServices;

namespace Beffroi.Appliance.Backups;

/// <summary>Makes names and contents of a folder survive a power cut.</summary>
internal static partial class FolderSync
{
    /// <summary>Flushes the names of a folder.</summary>
    public static void Flush(string folder) => With(folder, FSync);

    /// <summary>Flushes the whole file system that holds a folder.</summary>
    public static void FlushAll(string folder) => With(folder, SyncFs);

    private static void With(string folder, Func<int, int> flush)
    {
        var handle = Open(folder, flags: 0);
        if (handle < 0)
        {
            throw new IOException($"{folder} ne peut pas être ouvert (erreur {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (flush(handle) != 0)
            {
                throw new IOException($"{folder} ne peut pas être écrit sur le disque (erreur {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
