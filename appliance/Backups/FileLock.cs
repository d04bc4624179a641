namespace Beffroi.Appliance.Backups;

/// <summary>A lock file: it is let go with the process, however that ends.</summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock for oneself, or gives null when another process holds it.</summary>
    public static FileLock? TryTake(string path) => TryTake(path, FileShare.None);

    /// <summary>Takes the lock together with others who share it, or gives null when a process holds it for itself.</summary>
    public static FileLock? TryShare(string path) => TryTake(path, FileShare.ReadWrite);

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static FileLock? TryTake(string path, FileShare share)
    {
        try
        {
            var isNew = !File.Exists(path);
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = share,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            if (isNew)
            {
                DataFolder.GiveToOwner(Path.GetDirectoryName(path)!, path);
            }

            return new FileLock(file);
        }
        // EWOULDBLOCK; a disk that is full or read-only is an IOException too, and nobody's lock.
        catch (IOException error) when (error.HResult == 11)
        {
            return null;
        }
    }
}
