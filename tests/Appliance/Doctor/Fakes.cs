using System.Net;
using System.Net.Sockets;
using System.Text;
using Beffroi.Appliance.Doctor;
using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Tests.Doctor;

internal sealed class FakeMachine : IMachine
{
    public string User { get; set; } = Environment.UserName;

    public IReadOnlyList<IPAddress> Addresses { get; set; } = [IPAddress.Parse("192.0.2.10")];

    public (long Free, long Total) Room { get; set; } = (50_000_000_000, 100_000_000_000);

    public List<string> MemoryLines { get; } = ["MemTotal:        4000000 kB", "MemAvailable:    2000000 kB"];

    public Dictionary<string, ProgramAnswer> Programs { get; } = new(StringComparer.Ordinal);

    public (long Free, long Total) Disk(string folder) => Room;

    public IReadOnlyList<string> Memory() => MemoryLines;

    public Task<ProgramAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Programs.GetValueOrDefault(program));
}

internal sealed class FakeNames : INames
{
    public Dictionary<string, string> Addresses { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string[]> Texts { get; } = new(StringComparer.Ordinal);

    public bool IsSilent { get; set; }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => IsSilent
        ? throw new NamesUnavailableException("timeout")
        : Task.FromResult<IReadOnlyList<IPAddress>>(Addresses.TryGetValue(host, out var address) ? [IPAddress.Parse(address)] : []);

    public Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancellationToken) => IsSilent
        ? throw new NamesUnavailableException("timeout")
        : Task.FromResult<IReadOnlyList<string>>(Texts.GetValueOrDefault(name, []));
}

/// <summary>A mail server on loopback that knows one password and notes every line it is told.</summary>
internal sealed class FakeSmtp : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public FakeSmtp()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Lines { get; } = [];

    public async Task EndedAsync() => await _serving.WaitAsync(TimeSpan.FromSeconds(5));

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 essai ESMTP");
        var right = Convert.ToBase64String("\0beffroi\0bon"u8);
        while (await reader.ReadLineAsync() is { } line)
        {
            Lines.Add(line);
            await writer.WriteLineAsync(line.Split(' ')[0].ToUpperInvariant() switch
            {
                "EHLO" => "250-essai\r\n250 AUTH PLAIN",
                "AUTH" => line.EndsWith(right, StringComparison.Ordinal) ? "235 bienvenue" : "535 refusé",
                "QUIT" => "221 au revoir",
                _ => "250 soit",
            });
            if (line == "QUIT")
            {
                return;
            }
        }
    }
}
