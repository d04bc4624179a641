using System.Diagnostics;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests;

/// <summary>The executable as an operator runs it: in production, with no more than what the test says; metrics are not served.</summary>
internal static class BareCommand
{
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start([], environment, arguments);

    /// <summary>The same under another program, such as <c>setpriv</c> or <c>prlimit</c> with its options.</summary>
    public static Process Start(IReadOnlyList<string> under, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string[] line = [.. under, ApplianceProgram.Path, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        if (arguments[0] == "serve")
        {
            start.Environment["BEFFROI__Metrics"] = "";
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static Task<(int Code, string Out, string Err)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync([], environment, arguments);

    public static async Task<(int Code, string Out, string Err)> RunAsync(IReadOnlyList<string> under, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(under, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    public static Task<(int Code, string Out, string Err)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);
}
