using System.Security.Cryptography;

namespace Beffroi.Web.Security;

/// <summary>Keys of the appliance kept as files that only its user reads, made at first need.</summary>
public static class KeyFiles
{
    /// <summary>An ECDSA P-256 key for signatures (ES256), PKCS#8 in PEM.</summary>
    public static ECDsa EcdsaKey(string folder, string name)
    {
        var pem = ReadOrMake(folder, name + ".pem", () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKeyPem();
        });
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    /// <summary>256 bits for symmetric encryption.</summary>
    public static byte[] SymmetricKey(string folder, string name) =>
        Convert.FromBase64String(ReadOrMake(folder, name + ".key", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    private static string ReadOrMake(string folder, string fileName, Func<string> make)
    {
        var path = Path.Combine(folder, fileName);
        if (File.Exists(path))
        {
            return File.ReadAllText(path);
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Written beside and renamed: a half-written key never takes the name, and the first of two processes wins.
        var temporary = path + "." + Guid.CreateVersion7().ToString("N");
        using (var stream = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(make());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        if (!File.Exists(path))
        {
            File.Move(temporary, path);
        }
        else
        {
            File.Delete(temporary);
        }

        return File.ReadAllText(path);
    }
}
