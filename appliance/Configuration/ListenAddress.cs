using System.Globalization;
using System.Net;

namespace Beffroi.Appliance.Configuration;

/// <summary>An address and a port to listen on.</summary>
/// <param name="Address">The address; null for <c>*</c>, every address of the machine.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>Whether only the machine itself reaches it.</summary>
    public bool IsLoopback => Address is not null && IPAddress.IsLoopback(Address);

    /// <summary>Reads several, separated by commas; null when one of them is wrong or none is there.</summary>
    public static IReadOnlyList<ListenAddress>? ReadAll(string text)
    {
        var addresses = text.Split(',', StringSplitOptions.TrimEntries).Select(Read).ToList();
        return addresses.Contains(null) ? null : [.. addresses.OfType<ListenAddress>()];
    }

    /// <summary>Reads one, such as <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:8080</c> or <c>*:80</c>.</summary>
    public static ListenAddress? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
        {
            return null;
        }

        var host = text[..colon];
        return host switch
        {
            "*" => new ListenAddress(null, port),
            "localhost" => new ListenAddress(IPAddress.Loopback, port),
            // Without brackets, the end of an IPv6 address would pass for a port.
            _ when host.Contains(':', StringComparison.Ordinal) && !(host.StartsWith('[') && host.EndsWith(']')) => null,
            _ => IPAddress.TryParse(host.Trim('[', ']'), out var address) && (address.ToString() == host || host.StartsWith('['))
                ? new ListenAddress(address, port)
                : null,
        };
    }
}
