using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Beffroi.Bench.Load;

/// <summary>Keeps connections busy with one page each: <c>PORT CONNECTIONS SECONDS MAX HOST PATH [HOST PATH …]</c>; says requests, seconds, p99 ms.</summary>
internal static class PageLoad
{
    public static async Task RunAsync(string[] arguments, TimeSpan pause)
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var connections = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var seconds = double.Parse(arguments[2], CultureInfo.InvariantCulture);
        var max = long.Parse(arguments[3], CultureInfo.InvariantCulture);
        var requests = arguments[4..].Chunk(2)
            .Select(pair => Encoding.ASCII.GetBytes($"GET {pair[1]} HTTP/1.1\r\nHost: {pair[0]}\r\nAccept: text/html\r\n\r\n"))
            .ToArray();

        var run = new LoadRun(seconds, max);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => ConnectAsync(port, requests, i, run, pause)));
        Console.WriteLine(run.Summary());
    }

    private static async Task ConnectAsync(int port, byte[][] requests, int first, LoadRun run, TimeSpan pause)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var buffer = new byte[256 * 1024];
        var next = first;
        if (pause > TimeSpan.Zero)
        {
            // Nor do they come in step: together at once they would measure the queue that they make.
            await Task.Delay(pause * Random.Shared.NextDouble());
        }

        while (run.Goes)
        {
            var start = Stopwatch.GetTimestamp();
            await socket.SendAsync(requests[next++ % requests.Length]);
            await ReadResponseAsync(socket, buffer);
            run.Count(start);
            if (pause > TimeSpan.Zero)
            {
                // People do not read in step.
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()));
            }
        }
    }

    private static async ValueTask ReadResponseAsync(Socket socket, byte[] buffer)
    {
        var (read, end, chunked) = (0, -1, false);
        while (end < 0 || (chunked ? !buffer.AsSpan(0, read).EndsWith("0\r\n\r\n"u8) : read < end))
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(read));
            if (count == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }

            read += count;
            if (end < 0)
            {
                (end, chunked) = ReadHead(buffer.AsSpan(0, read));
            }
        }
    }

    private static (int End, bool Chunked) ReadHead(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return (-1, false);
        }

        if (!bytes.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(bytes[..head]));
        }

        var length = bytes[..(head + 2)].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return (int.MaxValue, true);
        }

        var digits = bytes[(length + 16)..];
        return (head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture), false);
    }
}
