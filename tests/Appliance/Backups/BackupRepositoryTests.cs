using System.Security.Cryptography;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Backups.Targets;

namespace Beffroi.Appliance.Tests.Backups;

/// <summary>What is written is read back: a target that keeps something else is found out at once.</summary>
public sealed class BackupRepositoryTests
{
    private static readonly byte[] s_content = RandomNumberGenerator.GetBytes(3 << 20);

    [Fact]
    public async Task WriteChecked_WhenTheTargetKeepsIt_NamesItsLengthAndSha256()
    {
        var written = await WriteAsync(bytes => bytes);

        Assert.Equal("packs/essai.age", written.Name);
        Assert.Equal(s_content.Length, written.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(s_content)), written.Sha256);
    }

    [Fact]
    public async Task WriteChecked_WhenTheTargetCutsIt_Refuses()
    {
        var error = await Assert.ThrowsAsync<BackupException>(() => WriteAsync(bytes => bytes[..^1]));

        Assert.Contains("packs/essai.age", error.Message, StringComparison.Ordinal);
        Assert.Contains("tronqué", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteChecked_WhenTheTargetTurnsABit_Refuses()
    {
        var error = await Assert.ThrowsAsync<BackupException>(() => WriteAsync(bytes =>
        {
            bytes[1 << 20] ^= 1;
            return bytes;
        }));

        Assert.Contains("modifié", error.Message, StringComparison.Ordinal);
    }

    private static Task<NeededObject> WriteAsync(Func<byte[], byte[]> keep) =>
        new BackupRepository(new OneObject(keep)).WriteCheckedAsync(
            "packs/essai.age", stream => stream.WriteAsync(s_content, TestContext.Current.CancellationToken).AsTask(), TestContext.Current.CancellationToken);

    private sealed class OneObject(Func<byte[], byte[]> keep) : IBackupTarget
    {
        private byte[] _kept = [];

        public string Address => "essai";

        public Task<IDisposable?> LockAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

        public Task<IReadOnlyList<TargetObject>> ListAsync(string folder, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TargetObject>>([]);

        public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(_kept));

        public async Task WriteAsync(string name, Func<Stream, Task> content, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream();
            await content(stream);
            _kept = keep(stream.ToArray());
        }

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
