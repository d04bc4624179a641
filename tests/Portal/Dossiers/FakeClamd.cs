using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>A scanner on loopback that speaks clamd's protocol: it finds what holds the word <c>VIRUS</c>.</summary>
internal sealed class FakeClamd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <param name="answer">What it answers instead, without the final zero; null to answer the truth.</param>
    /// <param name="isSilent">Whether it takes everything and says nothing.</param>
    public FakeClamd(string? answer = null, bool isSilent = false)
    {
        _listener.Start();
        _serving = ServeAsync(answer, isSilent);
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>The contents that it was given.</summary>
    public List<byte[]> Seen { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(string? answer, bool isSilent)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var truth = await CommandAsync(stream) == "zPING" ? "PONG" : await ScanAsync(stream);
                if (isSilent)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes((answer ?? truth) + "\0"), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task<string> CommandAsync(NetworkStream stream)
    {
        var command = new StringBuilder();
        var octet = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(octet, _stop.Token);
            if (octet[0] == 0)
            {
                return command.ToString();
            }

            command.Append((char)octet[0]);
        }
    }

    private async Task<string> ScanAsync(NetworkStream stream)
    {
        var content = new MemoryStream();
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, _stop.Token);
        while (BinaryPrimitives.ReadInt32BigEndian(length) is var size and > 0)
        {
            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, _stop.Token);
            content.Write(chunk);
            await stream.ReadExactlyAsync(length, _stop.Token);
        }

        Seen.Add(content.ToArray());
        return content.ToArray().AsSpan().IndexOf("VIRUS"u8) >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
    }
}
