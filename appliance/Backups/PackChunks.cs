using System.Buffers;
using System.Collections.Concurrent;
using Beffroi.Appliance.Backups.Packs;
using ZstdSharp;

namespace Beffroi.Appliance.Backups;

/// <summary>
/// Reads files once, names their chunks and writes those that the repository lacks into packs: one reader, and as many writers as the
/// machine has processors, each with a pack of its own.
/// </summary>
internal sealed class PackChunks(BackupRepository repository, IReadOnlyList<string> recipients, byte[] key, IEnumerable<ChunkId> known) : IDisposable
{
    private const long PackBytes = 64 << 20;

    private readonly ConcurrentDictionary<ChunkId, bool> _known = new(known.Select(id => KeyValuePair.Create(id, true)));
    private readonly ConcurrentBag<(NeededObject Pack, List<ChunkId> Chunks)> _written = [];
    private readonly ConcurrentBag<string> _begun = [];

    // As many chunks in memory at most, beside those that writers hold.
    private readonly BlockingCollection<(SourceFile File, int Index, byte[] Buffer, int Length)> _queue = new(boundedCapacity: 16);

    /// <summary>The packs that were written, with their chunks.</summary>
    public IEnumerable<(NeededObject Pack, List<ChunkId> Chunks)> Written => _written;

    /// <summary>The names of the packs that were begun, to be deleted when the backup fails.</summary>
    public IEnumerable<string> Begun => _begun;

    /// <inheritdoc />
    public void Dispose() => _queue.Dispose();

    /// <summary>Stores files of a folder.</summary>
    public async Task RunAsync(IEnumerable<(string Path, SourceFile File)> files, BackupProgress progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var works = Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 8)).Select(_ => PackAsync(stop.Token))
            .Append(OwnThread.RunAsync(() => Read(files, progress, stop.Token)))
            .ToList();
        var fault = default(Exception);
        while (works.Count > 0)
        {
            var done = await Task.WhenAny(works);
            works.Remove(done);
            try
            {
                await done;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The first one says why; the others only end because of it.
                fault ??= error;
                await stop.CancelAsync();
            }
        }

        if (fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }

    private void Read(IEnumerable<(string Path, SourceFile File)> files, BackupProgress progress, CancellationToken cancellationToken)
    {
        foreach (var (path, file) in files)
        {
            using var content = Open(path);
            if (content is null)
            {
                file.Gone = true;
                continue;
            }

            file.Mode = (int)File.GetUnixFileMode(content.SafeFileHandle);
            for (var index = 0; ; index++)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(PackEntry.HeadLength + file.Block);
                var read = content.ReadAtLeast(buffer.AsSpan(PackEntry.HeadLength, file.Block), file.Block, throwOnEndOfStream: false);
                if (read == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    break;
                }

                _queue.Add((file, index, buffer, read), cancellationToken);
                file.Size += read;
                progress.Add(read);
                if (read < file.Block)
                {
                    break;
                }
            }
        }

        _queue.CompleteAdding();
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan,
                BufferSize = 0,
            });
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // While a pack is flushed, read back and compared, the next one is filled already.
    private async Task PackAsync(CancellationToken cancellationToken)
    {
        using var compressor = new Compressor(level: 1);
        var packs = new Queue<Task>();
        try
        {
            while (await OwnThread.RunAsync(() => Next(compressor, cancellationToken)) is { } first)
            {
                var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var pack = WriteAsync(first, compressor, full, cancellationToken);
                packs.Enqueue(pack);
                await await Task.WhenAny(pack, full.Task);
                if (packs.Count > 1)
                {
                    await packs.Dequeue();
                }
            }
        }
        finally
        {
            await Task.WhenAll(packs);
        }
    }

    private async Task WriteAsync(PackEntry first, Compressor compressor, TaskCompletionSource full, CancellationToken cancellationToken)
    {
        var name = $"packs/{Guid.CreateVersion7():N}.age";
        var chunks = new List<ChunkId>();
        _begun.Add(name);
        var pack = await repository.WriteCheckedAsync(
            name,
            cipher => AgeProgram.EncryptAsync(
                recipients,
                plain =>
                {
                    long written = 0;
                    for (var entry = first; entry is not null; entry = written < PackBytes ? Next(compressor, cancellationToken) : null)
                    {
                        chunks.Add(entry.Id);
                        written += entry.Write(plain);
                    }

                    full.SetResult();
                },
                cipher,
                cancellationToken),
            cancellationToken);
        _written.Add((pack, chunks));
    }

    // The next chunk that the repository lacks, or null at the end.
    private PackEntry? Next(Compressor compressor, CancellationToken cancellationToken)
    {
        foreach (var (file, index, buffer, length) in _queue.GetConsumingEnumerable(cancellationToken))
        {
            var id = ChunkId.Of(key, buffer.AsSpan(PackEntry.HeadLength, length));
            file.Name(index, id);
            if (_known.TryAdd(id, true))
            {
                return PackEntry.Make(id, buffer, length, compressor);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        return null;
    }
}
