using System.CommandLine;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary>The options that every command takes, and the configuration that they give.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _config = new("--config") { Description = "Fichier de configuration (par défaut /etc/beffroi/beffroi.json).", Recursive = true };
    private readonly Option<string?> _data = new("--data") { Description = "Dossier des données.", Recursive = true };
    private readonly Option<string?> _base = new("--base") { Description = "Domaine de base, avec son port s’il n’est pas l’usuel.", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Écrit un document JSON sur la sortie standard, et rien d’autre.", Recursive = true };

    /// <summary>Whether the process runs on a developer's machine.</summary>
    public bool IsDevelopment { get; } =
        string.Equals(Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"), Environments.Development, StringComparison.Ordinal);

    public void AddTo(RootCommand root)
    {
        root.Add(_config);
        root.Add(_data);
        root.Add(_base);
        root.Add(_json);
    }

    /// <summary>Whether the answer must be JSON.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The configuration file that is read, whether it exists or not.</summary>
    public string ConfigPath(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_config) ?? "/etc/beffroi/beffroi.json");

    /// <summary>Runs a command with the appliance's services.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        CommandHost.RunAsync(Read(parsed), IsDevelopment, work, cancellationToken);

    /// <summary>Runs a command that touches neither accounts nor jobs: their databases stay closed.</summary>
    public Task<int> RunOnPortalAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        CommandHost.RunAsync(Read(parsed), IsDevelopment, work, cancellationToken, portalOnly: true);

    /// <summary>The configuration file, the environment and the options, the later over the earlier.</summary>
    public ApplianceSettings Read(ParseResult parsed)
    {
        var file = parsed.GetValue(_config);
        var settings = new ApplianceSettings();
        var path = Path.GetFullPath(file ?? "/etc/beffroi/beffroi.json");
        try
        {
            new ConfigurationBuilder()
                .AddJsonFile(path, optional: file is null)
                .AddEnvironmentVariables("BEFFROI__")
                .Build()
                .Bind(settings);
        }
        catch (FileNotFoundException)
        {
            throw new SettingsException($"Le fichier de configuration {path} n’existe pas. Vérifiez --config.");
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException or FormatException or UnauthorizedAccessException)
        {
            throw new SettingsException($"La configuration {path} ne peut pas être lue : {error.InnerException?.Message ?? error.Message}");
        }

        settings.Data = Path.GetFullPath(parsed.GetValue(_data) ?? settings.Data);
        settings.Base = parsed.GetValue(_base) ?? settings.Base;
        if (parsed.GetValue(_data) is not null)
        {
            settings.Logs = Path.Combine(settings.Data, "logs");
        }

        return settings;
    }
}
