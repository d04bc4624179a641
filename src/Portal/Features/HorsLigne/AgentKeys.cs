using System.Security.Cryptography;
using System.Text;
using Beffroi.Web.Security;

namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>
/// The key by which a device seals what an agent types offline: the appliance gives it to that agent alone, while they are signed in, and the device
/// forgets it when they go. Who takes the device, or signs in after them, reads nothing.
/// </summary>
public sealed class AgentKeys(PortalSettings settings)
{
    private readonly Lazy<byte[]> _root = new(() => KeyFiles.SymmetricKey(settings.KeysFolder, "hors-ligne-1"));

    /// <summary>256 bits, the same for the same agent as long as the appliance keeps its keys.</summary>
    public byte[] KeyOf(Guid agentSub) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _root.Value, 32, info: [.. "saisies hors ligne"u8, .. agentSub.ToByteArray()]);

    /// <summary>By what a device tells one agent from another, without a name.</summary>
    public static string MarkOf(Guid agentSub) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"beffroi hors ligne {agentSub:N}")).AsSpan(0, 8));
}
