using System.Buffers;
using System.Buffers.Binary;
using ZstdSharp;

namespace Beffroi.Appliance.Backups.Packs;

/// <summary>One chunk inside a pack: its name, how it is kept, two lengths and its bytes. A pack says by itself what it holds.</summary>
internal sealed class PackEntry(ChunkId id, byte[] buffer, int length)
{
    /// <summary>The largest chunk, in bytes.</summary>
    public const int LargestChunk = 1 << 20;

    /// <summary>The room before its bytes, in bytes.</summary>
    public const int HeadLength = ChunkId.Length + 1 + sizeof(int) + sizeof(int);

    private const byte Raw = 0;
    private const byte Zstd = 1;
    private const int Sample = 8192;

    public ChunkId Id { get; } = id;

    /// <summary>Prepares a chunk for writing; what is already dense, as photographs are, stays as it is.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="buffer">The chunk behind the room of a head; from the shared pool, and the entry's own from here on.</param>
    /// <param name="length">The chunk's length in bytes.</param>
    /// <param name="compressor">What compresses it.</param>
    public static PackEntry Make(ChunkId id, byte[] buffer, int length, Compressor compressor)
    {
        var (kind, stored) = (Raw, length);
        var small = ArrayPool<byte>.Shared.Rent(HeadLength + Compressor.GetCompressBound(length));
        var content = buffer.AsSpan(HeadLength, length);
        if (Shrinks(content, compressor, small) && compressor.Wrap(content, small.AsSpan(HeadLength)) is var shrunk && shrunk < length)
        {
            (kind, stored) = (Zstd, shrunk);
            (buffer, small) = (small, buffer);
        }

        ArrayPool<byte>.Shared.Return(small);
        id.Write(buffer);
        buffer[ChunkId.Length] = kind;
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(ChunkId.Length + 1), stored);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(ChunkId.Length + 5), length);
        return new PackEntry(id, buffer, HeadLength + stored);
    }

    /// <summary>Writes the entry and gives its buffer back; returns its length in bytes.</summary>
    public int Write(Stream pack)
    {
        pack.Write(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    /// <summary>Reads all entries of a pack, checks each against its name and hands it over.</summary>
    /// <exception cref="EndOfStreamException">The pack ends in the middle of an entry.</exception>
    /// <exception cref="InvalidDataException">An entry is not what its name says.</exception>
    public static void ReadAll(Stream pack, byte[] key, Action<ChunkId, ReadOnlyMemory<byte>> found)
    {
        var head = new byte[HeadLength];
        var stored = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(LargestChunk));
        var plain = ArrayPool<byte>.Shared.Rent(LargestChunk);
        using var decompressor = new Decompressor();
        try
        {
            while (pack.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) is var read && read > 0)
            {
                if (read < HeadLength)
                {
                    throw new EndOfStreamException();
                }

                var id = ChunkId.Read(head);
                var (storedLength, plainLength) = (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(ChunkId.Length + 1)), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(ChunkId.Length + 5)));
                if (head[ChunkId.Length] > Zstd || storedLength < 0 || storedLength > stored.Length || plainLength is < 0 or > LargestChunk)
                {
                    throw new InvalidDataException("an entry has impossible lengths");
                }

                pack.ReadExactly(stored, 0, storedLength);
                found(id, Open(id, head[ChunkId.Length], stored.AsMemory(0, storedLength), plain.AsMemory(0, plainLength), decompressor, key));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static ReadOnlyMemory<byte> Open(ChunkId id, byte kind, ReadOnlyMemory<byte> stored, Memory<byte> plain, Decompressor decompressor, byte[] key)
    {
        ReadOnlyMemory<byte> content = stored;
        if (kind == Zstd)
        {
            try
            {
                content = plain[..decompressor.Unwrap(stored.Span, plain.Span)];
            }
            catch (ZstdException error)
            {
                throw new InvalidDataException(error.Message, error);
            }
        }

        if (ChunkId.Of(key, content.Span) != id)
        {
            throw new InvalidDataException("a chunk is not what its name says");
        }

        return content;
    }

    private static bool Shrinks(ReadOnlySpan<byte> content, Compressor compressor, byte[] scratch)
    {
        if (content.Length <= Sample)
        {
            return content.Length > 64;
        }

        // The middle: heads of images and documents shrink, their bodies do not.
        return compressor.Wrap(content.Slice((content.Length - Sample) / 2, Sample), scratch) < Sample * 9 / 10;
    }
}
