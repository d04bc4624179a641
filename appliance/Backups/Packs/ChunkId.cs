using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Beffroi.Appliance.Backups.Packs;

/// <summary>The name of a chunk: HMAC-SHA-256 of its content, so that who sees the repository cannot look for known files.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential)]
public readonly record struct ChunkId(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 32;

    /// <summary>Names a content.</summary>
    public static ChunkId Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        HMACSHA256.HashData(key, content, hash);
        return Read(hash);
    }

    /// <summary>Reads 32 bytes.</summary>
    public static ChunkId Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Writes 32 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    /// <summary>Many names as one text.</summary>
    public static string Pack(IReadOnlyList<ChunkId> ids)
    {
        var bytes = new byte[ids.Count * Length];
        for (var i = 0; i < ids.Count; i++)
        {
            ids[i].Write(bytes.AsSpan(i * Length));
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>The names of such a text.</summary>
    public static ChunkId[] Unpack(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var ids = new ChunkId[bytes.Length / Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = Read(bytes.AsSpan(i * Length));
        }

        return ids;
    }
}
