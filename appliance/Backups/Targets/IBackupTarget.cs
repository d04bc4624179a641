namespace Beffroi.Appliance.Backups.Targets;

/// <summary>An object of a repository.</summary>
/// <param name="Name">Its name, such as <c>packs/0198….age</c>.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record TargetObject(string Name, long Size);

/// <summary>Where backups are kept: a directory, an S3 service, an SFTP server. An object appears whole or not at all.</summary>
public interface IBackupTarget : IAsyncDisposable
{
    /// <summary>How operators name it.</summary>
    string Address { get; }

    /// <summary>Keeps other appliances from writing here meanwhile, where the target can; null where it cannot.</summary>
    /// <exception cref="BackupException">Another backup is writing.</exception>
    Task<IDisposable?> LockAsync(CancellationToken cancellationToken);

    /// <summary>The objects of a folder, <c>packs</c> or <c>backups</c>; none when it does not exist.</summary>
    Task<IReadOnlyList<TargetObject>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes an object; it takes its name only when the whole content is kept.</summary>
    Task WriteAsync(string name, Func<Stream, Task> content, CancellationToken cancellationToken);

    /// <summary>Deletes an object.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}
