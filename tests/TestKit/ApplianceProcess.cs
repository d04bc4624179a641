using System.Diagnostics;
using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;

namespace Beffroi.TestKit;

/// <summary>The <c>beffroi</c> executable, started an operator or systemd does, on the data of a test.</summary>
public sealed class ApplianceProcess : IDisposable
{
    private readonly Process _process;

    private ApplianceProcess(Process process) => _process = process;

    /// <summary>The exit code of a process that ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a command without waiting for it.</summary>
    public static ApplianceProcess Start(ApplianceSettings settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(ApplianceProgram.Path)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. arguments, "--data", settings.Data, "--base", settings.Base])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["BEFFROI__Metrics"] = "";
        start.Environment["BEFFROI__DraftsPerNetwork"] = "0";
        if (settings.Database.Kind == DatabaseKind.PostgreSql)
        {
            start.Environment["BEFFROI__Database__Kind"] = "PostgreSql";
            start.Environment["BEFFROI__Database__ConnectionString"] = settings.Database.ConnectionString;
        }

        if (settings.Backup.S3.Endpoint is { } endpoint)
        {
            start.Environment["BEFFROI__Backup__S3__Endpoint"] = endpoint;
            start.Environment["BEFFROI__Backup__S3__Region"] = settings.Backup.S3.Region;
            start.Environment["BEFFROI__Backup__S3__AccessKey"] = settings.Backup.S3.AccessKey;
            start.Environment["BEFFROI__Backup__S3__SecretKey"] = settings.Backup.S3.SecretKey;
        }

        return new ApplianceProcess(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Out, string Err)> RunAsync(ApplianceSettings settings, params string[] arguments)
    {
        using var run = Start(settings, arguments);
        var output = run._process.StandardOutput.ReadToEndAsync();
        var error = run._process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await run._process.WaitForExitAsync(limit.Token);
        return (run.ExitCode, await output, await error);
    }

    /// <summary>Starts serving and waits until it answers.</summary>
    public static async Task<ApplianceProcess> ServeAsync(ApplianceSettings settings)
    {
        var serving = Start(settings, "serve", "--listen", settings.Listen);
        serving._process.BeginOutputReadLine();
        serving._process.BeginErrorReadLine();
        using var client = new TestBrowser(int.Parse(settings.Listen.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                if ((await client.GetAsync($"http://{settings.Listen}/sante/ready")).Status == System.Net.HttpStatusCode.OK)
                {
                    return serving;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        serving.Dispose();
        throw new InvalidOperationException("The appliance did not become ready within thirty seconds.");
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM, then waits for the end.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
