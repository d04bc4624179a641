using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether the Debian package is wholly installed and is the program that runs.</summary>
internal sealed class PackageCheck(IMachine machine, string running) : ICheck
{
    public string Name => "paquet";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (await machine.RunAsync("dpkg", ["-s", "beffroi"], cancellationToken) is not { Code: 0 } answer)
        {
            return [new(Severity.Ok, Name, "Beffroi n’est pas installé par un paquet ici : point passé.")];
        }

        var status = Field(answer.Output, "Status");
        if (status != "install ok installed")
        {
            return [new(Severity.Fault, Name, $"L’installation du paquet n’est pas terminée (état « {status} »).", "dpkg --configure -a")];
        }

        // 1.2.3-1 in Debian, 1.2.3 or 1.2.3-rc.1 in the program; Debian writes pre-releases with a tilde.
        var version = Field(answer.Output, "Version") ?? "";
        return Same(version, running)
            ? [new(Severity.Ok, Name, $"Le paquet beffroi {version} est installé.")]
            : [new(Severity.Warning, Name, $"Le paquet est en version {version}, mais ce programme est le {running}.", "systemctl restart beffroi")];
    }

    private static bool Same(string package, string program)
    {
        var debian = program.Replace('-', '~');
        var upstream = package.Contains(':', StringComparison.Ordinal) ? package.Split(':', 2)[1] : package;
        return upstream == program || upstream == debian
            || upstream.StartsWith(program + "-", StringComparison.Ordinal) || upstream.StartsWith(debian + "-", StringComparison.Ordinal);
    }

    private static string? Field(string text, string name) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..].Trim();
}
