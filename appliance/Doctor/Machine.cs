using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Doctor;

/// <summary>The machine that the command runs on.</summary>
internal sealed class Machine : IMachine
{
    public string User => Environment.UserName;

    public IReadOnlyList<IPAddress> Addresses =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(address => address.Address)];

    public (long Free, long Total) Disk(string folder)
    {
        var drive = new DriveInfo(folder);
        return (drive.AvailableFreeSpace, drive.TotalSize);
    }

    public IReadOnlyList<string> Memory() => File.Exists("/proc/meminfo") ? File.ReadAllLines("/proc/meminfo") : [];

    public async Task<ProgramAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
                await errors;
                await process.WaitForExitAsync(cancellationToken);
                return new ProgramAnswer(process.ExitCode, output);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
