using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Identity.Accounts.Attempts;

/// <summary>One try at a password: for which address, from which network, from a device that the holder has used before or not.</summary>
/// <param name="Address">The address in capitals, whether it has an account or not.</param>
/// <param name="Network">The /24 (IPv4) or /64 (IPv6) that it comes from.</param>
/// <param name="Device">The known device, or null for a stranger.</param>
public sealed record SignInAttempt(string Address, string Network, string? Device)
{
    /// <summary>The key of the failures of this address from this network.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Address + "\n" + Network)));

    /// <summary>The network of a request.</summary>
    public static string NetworkOf(HttpContext context) => NetworkOf(context.Connection.RemoteIpAddress);

    /// <summary>The network of an address: what one subscriber usually holds.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "local";
        }

        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var kept = bytes.Length == 4 ? 3 : 8;
        return Convert.ToHexStringLower(bytes.AsSpan(0, kept));
    }
}
