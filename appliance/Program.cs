using System.CommandLine;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Configuration;

var parsed = CommandLine.Build().Parse(args);
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? ExitCodes.BadUsage : code;
}
catch (SettingsException fault)
{
    Speak.Note(fault.Message);
    return ExitCodes.BadUsage;
}
