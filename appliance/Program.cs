using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using System.Globalization;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Commands.Usage;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;
using Microsoft.EntityFrameworkCore;

// First of all: with too few handles not even the program's libraries can be loaded.
if (Handles.TooFew is { } tooFew)
{
    Console.Error.WriteLine(tooFew);
    return ExitCodes.Failed;
}

// The words of the runtime; dates and numbers that are typed keep their own form.
CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
var common = new CommonOptions();
var parsed = CommandLine.Parse(args, common);
if (parsed.Action is ParseErrorAction or null)
{
    return UsageFaults.Tell(parsed);
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // Longer than the drain of requests and of a job's step: a stop that was asked for is not cut short after two seconds.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(45),
    });
}
catch (OperationCanceledException)
{
    Speak.Note("La commande a été interrompue avant sa fin. Relancez-la.");
    return ExitCodes.Failed;
}
catch (SettingsException fault)
{
    Speak.Note(fault.Message);
    return ExitCodes.BadUsage;
}
catch (Exception fault) when (StorageFault.Words(fault, common.DataRead) is { } words)
{
    Speak.Note(words);
    return ExitCodes.Failed;
}
catch (Exception fault) when (fault is DbException or DbUpdateException)
{
    // Drivers name the server and the reason, never the connection string.
    Speak.Note($"La base de données ne peut pas être utilisée : {fault.InnerException?.Message ?? fault.Message}");
    return ExitCodes.Failed;
}
