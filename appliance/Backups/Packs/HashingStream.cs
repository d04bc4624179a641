using System.IO.Hashing;
using System.Security.Cryptography;

namespace Beffroi.Appliance.Backups.Packs;

/// <summary>Counts and hashes what passes, read or written.</summary>
/// <param name="inner">Where it passes to or from.</param>
/// <param name="compares">Whether the quick checksum that compares the content with itself is wanted.</param>
/// <param name="names">Whether the SHA-256 that names the content is wanted.</param>
internal sealed class HashingStream(Stream inner, bool compares, bool names) : Stream
{
    private readonly XxHash128? _checksum = compares ? new XxHash128() : null;
    private readonly IncrementalHash? _hash = names ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>Bytes that passed.</summary>
    public long Count { get; private set; }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <summary>128 bits that tell two contents apart which nobody made to look alike.</summary>
    public UInt128 Checksum() => _checksum!.GetCurrentHashAsUInt128();

    /// <summary>SHA-256 of what passed, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash!.GetCurrentHash());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Pass(buffer);
        inner.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Pass(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Pass(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _checksum?.Append(bytes);
        _hash?.AppendData(bytes);
        Count += bytes.Length;
    }
}
