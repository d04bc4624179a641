namespace Beffroi.Appliance.Backups.Packs;

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
