using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Beffroi.Appliance.Backups.Packs;
using ZstdSharp;

namespace Beffroi.Appliance.Backups;

/// <summary>A file whose chunks are being named.</summary>
internal sealed class SourceFile(string path, int block)
{
    private readonly List<ChunkId> _chunks = [];

    public string Path { get; } = path;

    public int Block { get; } = block;

    public int Mode { get; set; }

    /// <summary>Whether it went between being listed and being read: a mail that was handed over, a key of cookies that expired.</summary>
    public bool Gone { get; set; }

    public long Size { get; set; }

    public void Name(int index, ChunkId id)
    {
        lock (_chunks)
        {
            while (_chunks.Count <= index)
            {
                _chunks.Add(default);
            }

            _chunks[index] = id;
        }
    }

    public BackedUpFile Done() => new(Path, Size, Mode, Block, ChunkId.Pack(_chunks));

    public IReadOnlyList<ChunkId> Chunks => _chunks;
}

/// <summary>
/// Reads files once, names their chunks and writes those that the repository lacks into packs: one reader, and as many writers as the
/// machine has processors, each with a pack of its own.
/// </summary>
internal sealed class PackChunks(BackupRepository repository, IReadOnlyList<string> recipients, byte[] key, IEnumerable<ChunkId> known)
{
    private const long PackBytes = 64 << 20;

    private readonly ConcurrentDictionary<ChunkId, bool> _known = new(known.Select(id => KeyValuePair.Create(id, true)));
    private readonly ConcurrentBag<(NeededObject Pack, List<ChunkId> Chunks)> _written = [];
    private readonly ConcurrentBag<string> _begun = [];

    private readonly Channel<(SourceFile File, int Index, byte[] Buffer, int Length)> _queue =
        Channel.CreateBounded<(SourceFile, int, byte[], int)>(new BoundedChannelOptions(16) { SingleWriter = true });

    /// <summary>The packs that were written, with their chunks.</summary>
    public IEnumerable<(NeededObject Pack, List<ChunkId> Chunks)> Written => _written;

    /// <summary>The names of the packs that were begun, to be deleted when the backup fails.</summary>
    public IEnumerable<string> Begun => _begun;

    /// <summary>Stores files of a folder.</summary>
    public async Task RunAsync(IEnumerable<(string Path, SourceFile File)> files, BackupProgress progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var works = Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 8)).Select(_ => Task.Run(() => WriteAsync(stop.Token), stop.Token))
            .Append(Task.Run(() => ReadAsync(files, progress, stop.Token), stop.Token))
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

    private async Task ReadAsync(IEnumerable<(string Path, SourceFile File)> files, BackupProgress progress, CancellationToken cancellationToken)
    {
        foreach (var (path, file) in files)
        {
            await using var content = Open(path);
            if (content is null)
            {
                file.Gone = true;
                continue;
            }

            file.Mode = (int)File.GetUnixFileMode(content.SafeFileHandle);
            for (var index = 0; ; index++)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(file.Block);
                var read = content.ReadAtLeast(buffer.AsSpan(0, file.Block), file.Block, throwOnEndOfStream: false);
                if (read == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    break;
                }

                await _queue.Writer.WriteAsync((file, index, buffer, read), cancellationToken);
                file.Size += read;
                progress.Add(read);
                if (read < file.Block)
                {
                    break;
                }
            }
        }

        _queue.Writer.Complete();
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

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        using var compressor = new Compressor(level: 1);
        while (await NextAsync(compressor, cancellationToken) is { } first)
        {
            var name = $"packs/{Guid.CreateVersion7():N}.age";
            var chunks = new List<ChunkId>();
            _begun.Add(name);
            var pack = await repository.WriteCheckedAsync(
                name,
                cipher => AgeProgram.EncryptAsync(
                    recipients,
                    async plain =>
                    {
                        long written = 0;
                        for (var entry = first; entry is not null; entry = written < PackBytes ? await NextAsync(compressor, cancellationToken) : null)
                        {
                            written += await entry.WriteAsync(plain);
                            chunks.Add(entry.Id);
                        }
                    },
                    cipher,
                    cancellationToken),
                cancellationToken);
            _written.Add((pack, chunks));
        }
    }

    // The next chunk that the repository lacks, or null at the end.
    private async Task<PackEntry?> NextAsync(Compressor compressor, CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_queue.Reader.TryRead(out var chunk))
            {
                var id = ChunkId.Of(key, chunk.Buffer.AsSpan(0, chunk.Length));
                chunk.File.Name(chunk.Index, id);
                var entry = _known.TryAdd(id, true) ? PackEntry.Make(id, chunk.Buffer.AsSpan(0, chunk.Length), compressor) : null;
                ArrayPool<byte>.Shared.Return(chunk.Buffer);
                if (entry is not null)
                {
                    return entry;
                }
            }
        }

        return null;
    }
}
