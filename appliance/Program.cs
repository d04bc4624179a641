using System.CommandLine;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Configuration;

var parsed = CommandLine.Build().Parse(args);
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // Longer than the drain of requests and of a job's step: a stop that was asked for is not cut short after two seconds.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(45),
    });
    return parsed.Errors.Count > 0 ? ExitCodes.BadUsage : code;
}
catch (SettingsException fault)
{
    Speak.Note(fault.Message);
    return ExitCodes.BadUsage;
}
