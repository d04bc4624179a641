namespace Beffroi.Appliance.Backups.Targets;

/// <summary>A directory of this machine or of a mounted disk.</summary>
public sealed class DirectoryTarget(string root) : IBackupTarget
{
    private const string Unfinished = ".partiel";

    private static readonly UnixFileMode s_mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc />
    public string Address => root;

    /// <inheritdoc />
    public Task<IDisposable?> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        var held = FileLock.TryTake(Path.Combine(root, ".verrou"))
            ?? throw new BackupException($"Une autre sauvegarde écrit déjà dans {root}. Attendez sa fin.");
        // Nobody else writes here: what a killed backup left half-written goes.
        foreach (var name in (string[])["packs", "backups"])
        {
            var path = Path.Combine(root, name);
            foreach (var left in Directory.Exists(path) ? Directory.GetFiles(path, "*" + Unfinished) : [])
            {
                File.Delete(left);
            }
        }

        return Task.FromResult<IDisposable?>(held);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TargetObject>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var path = new DirectoryInfo(Path.Combine(root, folder));
        return Task.FromResult<IReadOnlyList<TargetObject>>(!path.Exists
            ? []
            : [.. path.EnumerateFiles().Where(file => file.Extension != Unfinished).Select(file => new TargetObject($"{folder}/{file.Name}", file.Length))]);
    }

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(Path.Combine(root, name), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Options = FileOptions.SequentialScan,
                BufferSize = 0,
            }));
        }
        catch (DirectoryNotFoundException error)
        {
            throw new FileNotFoundException(error.Message, name, error);
        }
    }

    /// <inheritdoc />
    public async Task WriteAsync(string name, Func<Stream, Task> content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, name);
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
        var temporary = path + Unfinished;
        try
        {
            await using (var file = new EagerFile(temporary, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = s_mode,
                BufferSize = 0,
            }))
            {
                await content(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            FolderSync.Flush(parent);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(root, name));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class EagerFile : FileStream
    {
        private readonly EagerWrites _eager;

        public EagerFile(string path, FileStreamOptions options)
            : base(path, options) => _eager = new EagerWrites(SafeFileHandle);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            _eager.Add(buffer.Length);
        }
    }
}
