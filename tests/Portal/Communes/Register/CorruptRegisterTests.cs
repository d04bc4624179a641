using System.IO.Compression;
using System.Text;
using Beffroi.Portal.Communes.Register;
using CsCheck;

namespace Beffroi.Portal.Tests.Communes.Register;

public sealed class CorruptRegisterTests
{
    private static readonly byte[] Packed = ReadPacked();

    [Fact]
    public void Load_IntactCopy_Reads() => Assert.Equal(34_969, CommuneRegister.Load(new MemoryStream(Packed)).Count);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("V;1;2026-01-01\n")]
    [InlineData("V;1;2026-01-01\nZ;0;00\n")]
    [InlineData("V;1;2026-01-01\nZ;-1;00\n")]
    [InlineData("V;1;2026-01-01\nZ;99999999999;00\n")]
    [InlineData("Z;0;e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n")]
    public void Load_NotARegister_SaysToInstallAgain(string text)
    {
        var error = Assert.Throws<CorruptRegisterException>(() => CommuneRegister.Load(Pack(text)));

        Assert.Contains("réinstallez Beffroi", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OnePopulationChanged_IsRefused()
    {
        var text = Unpack().Replace(";19471;", ";19472;", StringComparison.Ordinal);

        var error = Assert.Throws<CorruptRegisterException>(() => CommuneRegister.Load(Pack(text)));
        Assert.Contains("empreinte", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CutAnywhere_IsRefused() =>
        Gen.Int[0, Packed.Length - 1].Sample(
            length => Assert.Throws<CorruptRegisterException>(() => CommuneRegister.Load(new MemoryStream(Packed, 0, length))),
            iter: 40);

    [Fact]
    public void Load_OneByteFlipped_IsRefused() =>
        Gen.Select(Gen.Int[0, Packed.Length - 1], Gen.Byte[1, 255]).Sample(
            (at, flip) =>
            {
                var damaged = (byte[])Packed.Clone();
                damaged[at] ^= flip;
                Assert.Throws<CorruptRegisterException>(() => CommuneRegister.Load(new MemoryStream(damaged)));
            },
            iter: 40);

    [Fact]
    public void Load_ExpandsWithoutEnd_StopsAtTheBound()
    {
        var error = Assert.Throws<CorruptRegisterException>(() => CommuneRegister.Load(Pack(new string('C', 17 * 1024 * 1024))));

        Assert.Contains("trop long", error.Message, StringComparison.Ordinal);
    }

    private static byte[] ReadPacked()
    {
        using var packed = typeof(CommuneRegister).Assembly.GetManifestResourceStream("Beffroi.Portal.Communes.Register.register.csv.br")!;
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Unpack()
    {
        using var text = new StreamReader(new BrotliStream(new MemoryStream(Packed), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }

    private static MemoryStream Pack(string text)
    {
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        packed.Position = 0;
        return packed;
    }
}
