using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Security;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>A démarche read from a signed file.</summary>
/// <param name="Definition">The definition, without fault.</param>
/// <param name="Issuer">Who signed it, as the file says; only the fingerprint proves it.</param>
/// <param name="Fingerprint">SHA-256 of the signer's public key, in groups of four hexadecimal digits.</param>
public sealed record SignedDemarche(DemarcheDefinition Definition, string Issuer, string Fingerprint);

/// <summary>
/// Writes and reads a démarche as one signed file: the definition, what it needs, who signs, the public key and an ECDSA P-256 signature over
/// the very characters of the definition and of what goes with it.
/// </summary>
public sealed class DemarcheFiles(PortalSettings settings, CommuneDirectory directory)
{
    private const int Format = 1;
    private const int MaxLength = 1024 * 1024;

    /// <summary>The fingerprint of this appliance's key, to be told to whoever receives its files.</summary>
    public string Fingerprint
    {
        get
        {
            using var key = Key();
            return FingerprintOf(key.ExportSubjectPublicKeyInfo());
        }
    }

    /// <summary>The file of a definition.</summary>
    public string Write(DemarcheDefinition definition)
    {
        using var key = Key();
        var issuer = directory.Syndicat?.Nom ?? settings.Base;
        var json = DefinitionJson.Write(definition).Trim();
        var signature = key.SignData(Signed(issuer, definition.Code, definition.Version, json), HashAlgorithmName.SHA256);
        return $$"""
            {
            "format": {{Format}},
            "emetteur": {{JsonSerializer.Serialize(issuer)}},
            "code": {{JsonSerializer.Serialize(definition.Code)}},
            "version": {{JsonSerializer.Serialize(definition.Version)}},
            "dependances": { "beffroi-demarche": {{Format}}, "services": [{{JsonSerializer.Serialize(definition.Service)}}] },
            "cle": "{{Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}}",
            "signature": "{{Convert.ToBase64String(signature)}}",
            "definition": {{json}}
            }

            """;
    }

    /// <summary>Reads a file; its signature holds, its definition has no fault.</summary>
    /// <exception cref="DemarcheRuleException">It is not such a file, it was changed, or its definition has faults.</exception>
    public static SignedDemarche Read(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new DemarcheRuleException("Le fichier dépasse 1 Mo : ce n’est pas une démarche.");
        }

        try
        {
            using var file = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 40 });
            var root = file.RootElement;
            if (root.GetProperty("format").GetInt32() is var format && format > Format)
            {
                throw new DemarcheRuleException($"Le fichier est d’un format {format} que cette version de Beffroi ne connaît pas. Mettez Beffroi à jour.");
            }

            var (issuer, code, version) = (Text(root, "emetteur"), Text(root, "code"), Text(root, "version"));
            var publicKey = Convert.FromBase64String(Text(root, "cle"));
            var json = root.GetProperty("definition").GetRawText();
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            if (!key.VerifyData(Signed(issuer, code, version, json), Convert.FromBase64String(Text(root, "signature")), HashAlgorithmName.SHA256))
            {
                throw new DemarcheRuleException("La signature ne correspond pas : le fichier a été changé depuis. Demandez-le de nouveau à son émetteur.");
            }

            var faults = DefinitionCheck.Check(json);
            if (faults.Count > 0)
            {
                throw new DemarcheRuleException($"La démarche du fichier a un défaut : {faults[0]}.");
            }

            return new SignedDemarche(DefinitionJson.Read(json), issuer, FingerprintOf(publicKey));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new DemarcheRuleException("Ce n’est pas un fichier de démarche signé. Un tel fichier s’obtient par « beffroi demarche export CODE --signe ».");
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new JsonException(name);

    private static byte[] Signed(string issuer, string code, string version, string json) => Encoding.UTF8.GetBytes(string.Join('\n', $"beffroi-demarche {Format}", issuer, code, version, json));

    private static string FingerprintOf(byte[] publicKey) => string.Join(' ', Convert.ToHexString(SHA256.HashData(publicKey)).Chunk(4).Take(10).Select(group => new string(group)));

    private ECDsa Key() => KeyFiles.EcdsaKey(settings.KeysFolder, "catalogue-signature-1");
}
