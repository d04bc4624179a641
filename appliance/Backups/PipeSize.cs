using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Beffroi.Appliance.Backups;

/// <summary>Makes the pipes to a program hold a whole chunk, so that neither side waits for the other at each 64 KiB.</summary>
internal static partial class PipeSize
{
    // What every user may ask for (/proc/sys/fs/pipe-max-size).
    private const int Bytes = 1 << 20;
    private const int SetPipeSize = 1031;

    public static void Grow(Stream pipe)
    {
        if (pipe is PipeStream stream)
        {
            // Refused when the user has many pipes already: they stay as they are, and work.
            _ = Control(stream.SafePipeHandle, SetPipeSize, Bytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(Microsoft.Win32.SafeHandles.SafePipeHandle pipe, int command, int argument);
}
