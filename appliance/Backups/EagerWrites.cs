using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Beffroi.Appliance.Backups;

/// <summary>
/// Has the kernel write to the disk what was just written to a file, without waiting for it: the disk works while the rest is read and hashed,
/// and the flush at the end is short. It promises nothing; only the flush does.
/// </summary>
internal sealed partial class EagerWrites(SafeFileHandle file)
{
    private const long Step = 8 << 20;
    private const uint Write = 2;

    private long _waiting;

    /// <summary>Tells of bytes that were written.</summary>
    public void Add(int bytes)
    {
        _waiting += bytes;
        if (_waiting >= Step)
        {
            Begin();
        }
    }

    /// <summary>Begins writing what waits.</summary>
    public void Begin()
    {
        _waiting = 0;
        // From 0, 0 bytes: the whole file. A file system that cannot says so, and loses nothing by it.
        _ = SyncFileRange(file, 0, 0, Write);
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
