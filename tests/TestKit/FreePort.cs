using System.Net;
using System.Net.Sockets;

namespace Beffroi.TestKit;

/// <summary>A loopback port that nobody uses now.</summary>
public static class FreePort
{
    /// <summary>Finds one, below those that connections take for themselves: only another test that draws the same may take it first.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another is drawn.
            }
        }
    }
}
