using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;

/// <summary>What the scanner says of a content.</summary>
public enum ScanAnswer
{
    /// <summary>Nothing was found.</summary>
    Clean,

    /// <summary>It is infected.</summary>
    Infected,

    /// <summary>The scanner is off, does not answer in time, or answers something else.</summary>
    Unknown,
}

/// <summary>The scanner's answer.</summary>
/// <param name="Answer">What it says.</param>
/// <param name="Signature">The name of what was found, when something was.</param>
public sealed record ScanResult(ScanAnswer Answer, string? Signature = null)
{
    internal static readonly ScanResult Unknown = new(ScanAnswer.Unknown);
}

/// <summary>Asks ClamAV's daemon over its socket (clamd(8), commands PING and INSTREAM).</summary>
/// <param name="where"><c>host:port</c>, or the path of a socket; empty for none.</param>
/// <param name="logger">Told what the scanner failed at.</param>
public sealed class Clamd(string where, ILogger<Clamd> logger)
{
    /// <summary>How long a file may take; a person waits before the form.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int ChunkLength = 64 * 1024;
    private const int MaxReply = 4096;

    /// <summary>Whether the syndicate has one.</summary>
    public bool IsOn => where.Length > 0;

    /// <summary>Scans a content; never fails because of the scanner.</summary>
    public async Task<ScanResult> ScanAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await AskAsync("INSTREAM", content, cancellationToken);
            return reply switch
            {
                "stream: OK" => new ScanResult(ScanAnswer.Clean),
                _ when reply.StartsWith("stream: ", StringComparison.Ordinal) && reply.EndsWith(" FOUND", StringComparison.Ordinal) =>
                    new ScanResult(ScanAnswer.Infected, SignatureOf(reply["stream: ".Length..^" FOUND".Length])),
                _ => throw new IOException("clamd answered: " + reply),
            };
        }
        catch (Exception error) when (error is IOException or SocketException or TimeoutException)
        {
            logger.LogWarning("The scanner {Scanner} gave no verdict: {Error}", where, error.Message);
            return ScanResult.Unknown;
        }
    }

    /// <summary>Asks whether it is there.</summary>
    /// <exception cref="IOException">It answers something else.</exception>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync("PING", null, cancellationToken) is var reply && reply != "PONG")
        {
            throw new IOException("clamd answered: " + reply);
        }
    }

    private async Task<string> AskAsync(string command, Stream? content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var socket = await ConnectAsync(limit.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"z{command}\0"), limit.Token);
            if (content is not null)
            {
                await SendAsync(stream, content, limit.Token);
            }

            return await ReplyAsync(stream, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer in {Patience.TotalSeconds:0} seconds", late);
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var isLocal = where.StartsWith('/');
        var socket = isLocal
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var colon = where.LastIndexOf(':');
            await (isLocal
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(where), cancellationToken)
                : socket.ConnectAsync(where[..colon].Trim('[', ']'), int.Parse(where.AsSpan(colon + 1), CultureInfo.InvariantCulture), cancellationToken));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task SendAsync(NetworkStream stream, Stream content, CancellationToken cancellationToken)
    {
        var chunk = new byte[4 + ChunkLength];
        int read;
        while ((read = await content.ReadAtLeastAsync(chunk.AsMemory(4), ChunkLength, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);
            await stream.WriteAsync(chunk.AsMemory(0, 4 + read), cancellationToken);
        }

        await stream.WriteAsync(new byte[4], cancellationToken);
    }

    private static async Task<string> ReplyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var reply = new byte[MaxReply];
        var length = 0;
        int read;
        while (length < reply.Length && (read = await stream.ReadAsync(reply.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (reply.AsSpan(0, length).IndexOf((byte)0) is var end and >= 0)
            {
                return Encoding.ASCII.GetString(reply, 0, end);
            }
        }

        throw new IOException("the answer was cut off");
    }

    // It is shown to agents and written to the log: letters, figures and little else.
    private static string SignatureOf(string text) =>
        new([.. text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/').Take(100)]);
}
