using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Pdf;

/// <summary>
/// Opens the folded objects of a PDF that is encrypted but opens without a password, as banks send them (ISO 32000-2, 7.6: the standard
/// handler, revisions 2 to 6). The weak algorithms are those of the format; nothing of ours is kept secret with them.
/// </summary>
internal sealed class PdfDecryption
{
    private enum Cipher
    {
        None,
        Rc4,
        Aes128,
        Aes256,
    }

    private static readonly byte[] s_padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    private readonly byte[] _key;
    private readonly Cipher _cipher;

    private PdfDecryption(byte[] key, Cipher cipher)
    {
        _key = key;
        _cipher = cipher;
    }

    /// <param name="trailers">What heads the cross-references.</param>
    /// <param name="follow">Finds what a reference leads to.</param>
    /// <exception cref="UnfitContentException">It asks for a password, or is encrypted in another way.</exception>
    public static PdfDecryption Open(List<PdfDictionary> trailers, Func<object?, object?> follow)
    {
        var owners = trailers.ConvertAll(trailer => follow(trailer["Encrypt"]) as PdfDictionary);
        if (owners[0] is not { } handler || handler.NameOf("Filter") != "Standard"
            || owners.Exists(owner => owner is null || !Text(follow(owner["U"])).SequenceEqual(Text(follow(handler["U"])))))
        {
            throw Closed();
        }

        var id = trailers.Select(trailer => follow(trailer["ID"]) as List<object?>).FirstOrDefault(pair => pair is [byte[], ..])?[0] as byte[] ?? [];
        var revision = handler["R"] as long? ?? 0;
        var key = revision is 5 or 6 ? NewKey(handler, revision) : revision is >= 2 and <= 4 ? OldKey(handler, (int)revision, id) : null;
        return new PdfDecryption(key ?? throw Closed(), CipherOf(handler, follow));
    }

    /// <summary>The bytes of a stream in clear.</summary>
    public byte[] Decrypt(ReadOnlySpan<byte> stream, int number, int generation)
    {
        if (_cipher == Cipher.None)
        {
            return stream.ToArray();
        }

        var key = _cipher == Cipher.Aes256 ? _key : KeyOf(number, generation);
        if (_cipher == Cipher.Rc4)
        {
            return Rc4(key, stream);
        }

        if (stream.Length < 32 || stream.Length % 16 != 0)
        {
            throw Closed();
        }

        // The padding is left: the filter that comes after knows its own end.
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(stream[16..], stream[..16], PaddingMode.None);
    }

    private static Cipher CipherOf(PdfDictionary handler, Func<object?, object?> follow)
    {
        if (handler["V"] is 1L or 2L)
        {
            return Cipher.Rc4;
        }

        var name = handler.NameOf("StmF") ?? "Identity";
        var filter = (follow(handler["CF"]) as PdfDictionary)?[name];
        return name == "Identity" ? Cipher.None : (follow(filter) as PdfDictionary)?.NameOf("CFM") switch
        {
            "V2" => Cipher.Rc4,
            "AESV2" => Cipher.Aes128,
            "AESV3" => Cipher.Aes256,
            "None" => Cipher.None,
            _ => throw Closed(),
        };
    }

    // Algorithms 2, 4 and 5, with an empty password.
    private static byte[]? OldKey(PdfDictionary handler, int revision, byte[] id)
    {
        var length = revision == 2 ? 5 : (int)Math.Clamp((handler["Length"] as long? ?? (revision == 4 ? 128 : 40)) / 8, 5, 16);
        var rights = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(rights, unchecked((int)(handler["P"] as long? ?? 0)));
        byte[] clear = revision >= 4 && handler["EncryptMetadata"] is PdfWord { Value: "false" } ? [255, 255, 255, 255] : [];
        var key = Md5([.. s_padding, .. Text(handler["O"]).Take(32), .. rights, .. id, .. clear]);
        for (var round = 0; revision >= 3 && round < 50; round++)
        {
            key = Md5(key[..length]);
        }

        key = key[..length];
        var expected = revision == 2 ? Rc4(key, s_padding) : Rc4(key, Md5([.. s_padding, .. id]));
        for (var round = 1; revision >= 3 && round < 20; round++)
        {
            expected = Rc4([.. key.Select(octet => (byte)(octet ^ round))], expected);
        }

        return Text(handler["U"]).AsSpan().StartsWith(expected) ? key : null;
    }

    // Algorithms 2.A and 11, with an empty password.
    private static byte[]? NewKey(PdfDictionary handler, long revision)
    {
        var (user, sealedKey) = (Text(handler["U"]), Text(handler["UE"]));
        if (user.Length < 48 || sealedKey.Length < 32 || !Hash(user[32..40], revision).AsSpan().SequenceEqual(user.AsSpan(0, 32)))
        {
            return null;
        }

        using var aes = Aes.Create();
        aes.Key = Hash(user[40..48], revision);
        return aes.DecryptCbc(sealedKey.AsSpan(0, 32), new byte[16], PaddingMode.None);
    }

    // Algorithm 2.B, with an empty password; revision 5 stops after the first line.
    private static byte[] Hash(byte[] salt, long revision)
    {
        var key = SHA256.HashData(salt);
        for (var (round, last) = (0, 0); revision == 6 && (round < 64 || last > round - 32); round++)
        {
            using var aes = Aes.Create();
            aes.Key = key[..16];
            var mixed = aes.EncryptCbc(Enumerable.Repeat(key, 64).SelectMany(part => part).ToArray(), key.AsSpan(16, 16), PaddingMode.None);
            last = mixed[^1];
            key = (mixed.Take(16).Sum(octet => octet) % 3) switch { 0 => SHA256.HashData(mixed), 1 => SHA384.HashData(mixed), _ => SHA512.HashData(mixed) };
        }

        return key[..32];
    }

    private byte[] KeyOf(int number, int generation)
    {
        byte[] salt = _cipher == Cipher.Aes128 ? [.. "sAlT"u8] : [];
        byte[] of = [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)generation, (byte)(generation >> 8)];
        return Md5([.. _key, .. of, .. salt])[..Math.Min(_key.Length + 5, 16)];
    }

    private static byte[] Rc4(byte[] key, ReadOnlySpan<byte> bytes)
    {
        var state = Enumerable.Range(0, 256).Select(index => (byte)index).ToArray();
        for (var (index, other) = (0, 0); index < 256; index++)
        {
            other = (other + state[index] + key[index % key.Length]) & 255;
            (state[index], state[other]) = (state[other], state[index]);
        }

        var clear = bytes.ToArray();
        var (first, second) = (0, 0);
        for (var at = 0; at < clear.Length; at++)
        {
            first = (first + 1) & 255;
            second = (second + state[first]) & 255;
            (state[first], state[second]) = (state[second], state[first]);
            clear[at] ^= state[(state[first] + state[second]) & 255];
        }

        return clear;
    }

    private static byte[] Text(object? value) => value as byte[] ?? [];

#pragma warning disable CA5351 // The format's own hash (ISO 32000-2, 7.6.4.3): it opens a document, it protects nothing of ours.
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    private static UnfitContentException Closed() =>
        new("est un PDF protégé par un mot de passe. Imprimez-le de nouveau en PDF («\u00a0Imprimer\u00a0», puis «\u00a0Enregistrer au format PDF\u00a0»), puis envoyez ce nouveau fichier.");
}
