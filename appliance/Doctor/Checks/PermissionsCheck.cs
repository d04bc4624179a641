using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Ports;
using Beffroi.Appliance.Hosting;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Who owns the data, the logs and the configuration, and who may read them.</summary>
internal sealed class PermissionsCheck(ApplianceSettings settings, string configuration, IMachine machine) : ICheck
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const int Looked = 2000;

    public string Name => "droits";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return [new(Severity.Ok, Name, "Droits non vérifiés sur ce système.")];
        }

        var findings = new List<Finding>();
        var owner = await OwnerAsync(settings.Data, cancellationToken);
        foreach (var folder in new[] { settings.Data, settings.Logs }.Distinct(StringComparer.Ordinal))
        {
            if (!Directory.Exists(folder))
            {
                findings.Add(new(Severity.Fault, Name, $"Le dossier {folder} n’existe pas.", $"install -d -o beffroi -g beffroi -m 0750 {folder}"));
                continue;
            }

            if ((File.GetUnixFileMode(folder) & Others) != UnixFileMode.None)
            {
                findings.Add(new(Severity.Warning, Name, $"Tous les comptes de la machine peuvent entrer dans {folder}.", $"chmod o-rwx {folder}"));
            }
        }

        if (owner is not null && owner == machine.User && Refusal(settings.Data) is { } refusal)
        {
            findings.Add(new(Severity.Fault, Name, StorageFault.Words(refusal, settings.Data) ?? $"{settings.Data} n’accepte pas d’écriture.", $"findmnt -T {settings.Data}"));
        }

        findings.AddRange(await StrangersAsync(owner, cancellationToken));
        findings.AddRange(Secrets());
        return findings.Count > 0 ? findings : [new(Severity.Ok, Name, $"Les dossiers sont à {owner ?? "leur utilisateur"} et fermés aux autres.")];
    }

    private static Exception? Refusal(string folder)
    {
        var probe = Path.Combine(folder, $".ecriture-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error;
        }
    }

    // A file left by root is the usual damage: the service can no longer write it.
    private async Task<IReadOnlyList<Finding>> StrangersAsync(string? owner, CancellationToken cancellationToken)
    {
        string[] folders = [.. new[] { settings.Data, Path.Combine(settings.Data, "keys"), Path.Combine(settings.Data, "files"), settings.Logs }.Where(Directory.Exists)];
        string[] paths = [.. folders, .. folders.SelectMany(Directory.EnumerateFileSystemEntries).Take(Looked)];
        if (owner is null || paths.Length == 0 || await machine.RunAsync("stat", ["-c", "%U %n", .. paths], cancellationToken) is not { } answer)
        {
            return [];
        }

        var strangers = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Where(line => line.Length == 2 && line[0] != owner).ToList();
        return strangers.Count == 0
            ? []
            : [new(Severity.Fault, Name, $"{strangers.Count} fichier(s) ne sont pas à {owner}, par exemple {strangers[0][1]} (à {strangers[0][0]}).", $"chown -R {owner}: {settings.Data} {settings.Logs}")];
    }

    private IEnumerable<Finding> Secrets()
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        var keys = Path.Combine(settings.Data, "keys");
        if (Directory.Exists(keys) && (File.GetUnixFileMode(keys) & Others) != UnixFileMode.None && (File.GetUnixFileMode(settings.Data) & Others) != UnixFileMode.None)
        {
            yield return new(Severity.Fault, Name, $"Tous les comptes de la machine peuvent lire les clés de {keys}.", $"chmod -R go-rwx {keys}");
        }

        var hasSecret = settings.Smtp.Password is { Length: > 0 } || settings.Database.ConnectionString is { Length: > 0 };
        if (hasSecret && File.Exists(configuration) && (File.GetUnixFileMode(configuration) & Others) != UnixFileMode.None)
        {
            yield return new(Severity.Warning, Name, $"Tous les comptes de la machine peuvent lire {configuration}, qui peut contenir un secret.", $"chmod 0640 {configuration}");
        }
    }

    private async Task<string?> OwnerAsync(string path, CancellationToken cancellationToken) =>
        await machine.RunAsync("stat", ["-c", "%U", path], cancellationToken) is { Code: 0 } answer ? answer.Output.Trim() : null;
}
