using System.Diagnostics;
using System.Globalization;

namespace Beffroi.Bench.Servers;

/// <summary>A server in a process of its own, on one core where <c>taskset</c> is there; the load runs on the other.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Ready = "ready";

    private static readonly bool s_pins = Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    private readonly Process _process;

    private ServerProcess(Process process, string hello, double startMs)
    {
        _process = process;
        Hello = hello;
        StartMs = startMs;
    }

    /// <summary>Whether servers and load have a core each.</summary>
    public static bool Pins => s_pins;

    /// <summary>What the server said after <c>ready</c>.</summary>
    public string Hello { get; }

    /// <summary>From the start of the process to its word, milliseconds.</summary>
    public double StartMs { get; }

    /// <summary>The memory in RAM, millions of bytes.</summary>
    public double ResidentMb => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.AsSpan(6).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e6)
        .First();

    /// <summary>The processor time so far, seconds (100 ticks a second).</summary>
    public double CpuSeconds
    {
        get
        {
            var line = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
        }
    }

    /// <summary>Starts one of the bench's own servers and waits for its word.</summary>
    public static Task<ServerProcess> StartAsync(params string[] arguments) =>
        StartAsync(Environment.ProcessPath!, ["--serve", .. arguments], line => line.StartsWith(Ready, StringComparison.Ordinal));

    /// <summary>Starts any program and waits for a line of its output.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="isReady">Whether this line is the one.</param>
    /// <param name="environment">Variables of its environment, besides those of the bench.</param>
    /// <param name="alone">Nothing runs beside it: it may use every processor.</param>
    public static async Task<ServerProcess> StartAsync(
        string program, string[] arguments, Func<string, bool> isReady, IEnumerable<KeyValuePair<string, string>>? environment = null, bool alone = false)
    {
        var info = Info(program, arguments, alone ? null : "0");
        foreach (var (name, value) in environment ?? [])
        {
            info.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(info)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (isReady(line))
            {
                return new ServerProcess(process, line[Math.Min(line.Length, Ready.Length)..].Trim(), clock.Elapsed.TotalMilliseconds);
            }
        }

        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode} before it was ready.");
    }

    /// <summary>Runs a program to its end and returns what it wrote and how long it took, milliseconds.</summary>
    public static async Task<(string Output, double Ms)> RunAsync(string program, string[] arguments, string? core = null)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(Info(program, arguments, core))!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (output, clock.Elapsed.TotalMilliseconds)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    /// <summary>Runs the load beside this server.</summary>
    /// <returns>Requests or flows a second, and those of a second of the server's processor.</returns>
    public async Task<Throughput> LoadAsync(string kind, params string[] arguments)
    {
        var before = CpuSeconds;
        var (output, _) = await RunAsync(Environment.ProcessPath!, ["--load", kind, .. arguments], core: "1");
        var cpu = CpuSeconds - before;
        var fields = output.Trim().Split(' ').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return new Throughput(fields[0] / fields[1], fields[0] / cpu, fields[2]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Info(string program, string[] arguments, string? core)
    {
        var info = core is not null && s_pins
            ? new ProcessStartInfo("taskset", ["-c", core, program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = true;
        info.Environment.Remove("DOTNET_ENVIRONMENT");
        info.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        info.Environment["BEFFROI__Metrics"] = "";
        info.Environment["BEFFROI__DraftsPerNetwork"] = "0";
        return info;
    }
}

/// <summary>What a load saw.</summary>
/// <param name="PerSecond">Requests or flows a second.</param>
/// <param name="PerCpuSecond">The same a second of the server's processor.</param>
/// <param name="P99Ms">99 of 100 were faster, milliseconds.</param>
internal sealed record Throughput(double PerSecond, double PerCpuSecond, double P99Ms);
