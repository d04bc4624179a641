using Beffroi.Appliance.Commands;

return await CommandLine.Build().Parse(args).InvokeAsync();
