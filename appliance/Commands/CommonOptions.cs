using System.CommandLine;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary>The options that every command takes, and the configuration that they give.</summary>
internal sealed class CommonOptions
{
    private const string DefaultPath = "/etc/beffroi/beffroi.json";

    private readonly Option<string?> _config = new("--config") { HelpName = "FICHIER", Description = "Fichier de configuration (par défaut /etc/beffroi/beffroi.json).", Recursive = true };
    private readonly Option<string?> _data = new("--data") { HelpName = "DOSSIER", Description = "Dossier des données.", Recursive = true };
    private readonly Option<string?> _base = new("--base") { HelpName = "HÔTE[:PORT]", Description = "Domaine de base, avec son port s’il n’est pas l’usuel.", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Écrit un document JSON sur la sortie standard, et rien d’autre.", Recursive = true };

    /// <summary>Whether the process runs on a developer's machine.</summary>
    public bool IsDevelopment { get; } =
        string.Equals(Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"), Environments.Development, StringComparison.Ordinal);

    /// <summary>The data directory of the configuration that was read last, for what is said of a failure.</summary>
    public string DataRead { get; private set; } = new ApplianceSettings().Data;

    public void AddTo(RootCommand root)
    {
        root.Add(_config);
        root.Add(_data);
        root.Add(_base);
        root.Add(_json);
    }

    /// <summary>Whether the answer must be JSON.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Runs a command with the appliance's services.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        CommandHost.RunAsync(Read(parsed), IsDevelopment, work, cancellationToken);

    /// <summary>Runs a command that touches neither accounts nor jobs: their databases stay closed.</summary>
    public Task<int> RunOnPortalAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        CommandHost.RunAsync(Read(parsed), IsDevelopment, work, cancellationToken, portalOnly: true);

    /// <summary>The configuration: options over the environment, over systemd credentials, over the file.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="listen">An address to listen on, over the configuration's.</param>
    /// <exception cref="SettingsException">There is a fault in it; the message lists them all.</exception>
    public ApplianceSettings Read(ParseResult parsed, string? listen = null) => ReadAll(parsed, listen).Require();

    /// <summary>The same with its faults, for the command that lists them.</summary>
    public ReadConfiguration ReadAll(ParseResult parsed, string? listen = null, IEnumerable<(string Key, string Option, string? Value)>? more = null)
    {
        var data = parsed.GetValue(_data) is { } folder ? Path.GetFullPath(folder) : null;
        var read = ConfigurationReader.Read(
            PathOf(parsed),
            mustExist: parsed.GetValue(_config) is not null,
            [("Base", "--base", parsed.GetValue(_base)), ("Data", "--data", data), ("Listen", "--listen", listen), .. more ?? []],
            credentials: IsOfService(parsed) ? ServiceUnit.Credentials : null);
        if (data is not null)
        {
            read.Settings.Logs = Path.Combine(read.Settings.Data, "logs");
        }

        DataRead = read.Settings.Data;
        read.Settings.SourceFile = File.Exists(PathOf(parsed)) ? PathOf(parsed) : null;
        return read;
    }

    /// <summary>Whether the command is about the appliance that the system runs, and not about another one beside it.</summary>
    public bool IsOfService(ParseResult parsed) => parsed.GetValue(_config) is null && parsed.GetValue(_data) is null;

    /// <summary>The configuration file.</summary>
    public string PathOf(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_config) ?? DefaultPath);

    /// <summary>The base host given as an option.</summary>
    public string? BaseOf(ParseResult parsed) => parsed.GetValue(_base);
}
