using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Beffroi.CleanSystem.Tests.Lab;

/// <summary>Sockets of another network than this process's own.</summary>
internal static partial class NetworkNamespace
{
    private const int NewNet = 0x40000000;

    /// <summary>A socket of the network with this name; where it was made is where it stays.</summary>
    public static Socket NewSocket(string name)
    {
        Socket? socket = null;
        var error = 0;
        // A thread of its own, which ends there: no other work ever runs in the foreign network.
        var thread = new Thread(() =>
        {
            using var network = File.OpenHandle("/run/netns/" + name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (SetNamespace(network, NewNet) != 0)
            {
                error = Marshal.GetLastPInvokeError();
                return;
            }

            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new InvalidOperationException($"The network {name} cannot be entered: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle network, int kind);
}
