using System.Net;
using System.Net.Sockets;

namespace Beffroi.TestKit;

/// <summary>A loopback port that nobody uses now.</summary>
public static class FreePort
{
    /// <summary>Finds one; whoever is quick may still take it first.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
