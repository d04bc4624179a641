using System.Diagnostics;

namespace Beffroi.CleanSystem.Tests.Lab;

/// <summary>What a command said.</summary>
internal sealed record Ran(string Command, int Code, string Out, string Err, TimeSpan Took)
{
    /// <summary>Both outputs.</summary>
    public string Text => Out + Err;

    /// <inheritdoc />
    public override string ToString() => $"$ {Command}\n{Out}{Err}(code {Code}, {Took.TotalSeconds:0.0} s)";
}

/// <summary>Programs of this computer.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end, whatever its code. It is never killed: a machine's script cut off half-way would leave mounts behind.</summary>
    public static async Task<Ran> TryAsync(IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ran(string.Join(' ', arguments), process.ExitCode, await output, await error, clock.Elapsed);
    }
}
