using System.Collections;

namespace Beffroi.Appliance.Configuration;

/// <summary>The configuration as it holds, with every fault that was found in it.</summary>
/// <param name="Settings">The settings; those at fault keep their default.</param>
/// <param name="Faults">The faults, in the order of the sources.</param>
public sealed record ReadConfiguration(ApplianceSettings Settings, IReadOnlyList<ConfigurationFault> Faults)
{
    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">There is a fault; the message lists them all.</exception>
    public ApplianceSettings Require() => Faults.Count == 0
        ? Settings
        : throw new SettingsException(
            string.Join('\n', Faults) + $"\n{(Faults.Count == 1 ? "Une faute" : $"{Faults.Count} fautes")} dans la configuration. Corrigez, puis vérifiez avec « beffroi check ».");
}

/// <summary>Reads the configuration: the file, over it systemd credentials, the environment, then options.</summary>
internal sealed class ConfigurationReader
{
    private const string Prefix = "BEFFROI__";

    private readonly Dictionary<string, SettingValue> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ConfigurationFault> _faults = [];

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mustExist">Whether an absent file is a fault.</param>
    /// <param name="options">Values given on the command line, by key, with the option's name.</param>
    /// <param name="environment">The environment; the process's own when null.</param>
    /// <param name="credentials">The folder of the service's credentials, for a command that systemd gave none.</param>
    public static ReadConfiguration Read(
        string path, bool mustExist, IEnumerable<(string Key, string Option, string? Value)>? options = null, IDictionary? environment = null, string? credentials = null)
    {
        var reader = new ConfigurationReader();
        environment ??= Environment.GetEnvironmentVariables();
        reader.Take(ConfigurationFile.Read(path, mustExist));
        reader.TakeCredentials(environment["CREDENTIALS_DIRECTORY"] as string ?? credentials);
        reader.TakeEnvironment(environment);
        foreach (var (key, option, value) in options ?? [])
        {
            if (value is not null)
            {
                reader._values[key] = new SettingValue(value, new SettingOrigin($"option {option}"));
            }
        }

        return reader.Judge(path);
    }

    private void Take(ConfigurationFile file)
    {
        _faults.AddRange(file.Faults);
        foreach (var (key, value) in file.Values)
        {
            _values[key] = value;
        }
    }

    private void TakeCredentials(string? folder)
    {
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var origin = new SettingOrigin($"identifiant systemd {name}");
            var key = name.Replace('.', ':');
            if (SettingKey.Find(key) is null)
            {
                // The unit may be given credentials for others; one that begins with a section of ours is meant for us.
                if (SettingKey.Sections.Contains(key.Split(':')[0]))
                {
                    _faults.Add(origin.Fault(key, "cette clé n’existe pas.", UnknownKey.Hint(key)));
                }

                continue;
            }

            try
            {
                _values[key] = new SettingValue(File.ReadAllText(path).TrimEnd('\r', '\n'), origin);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _faults.Add(origin.Fault(key, "le fichier ne peut pas être lu."));
            }
        }
    }

    private void TakeEnvironment(IDictionary environment)
    {
        foreach (var name in environment.Keys.OfType<string>().Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            var key = name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            var origin = new SettingOrigin($"variable {name}");
            if (SettingKey.Find(key) is null)
            {
                _faults.Add(SettingKey.FindList(key) is { } list
                    ? origin.Fault(list.Path, "cette valeur est une liste.", $"Écrivez ses éléments dans {Prefix}{list.Path.Replace(":", "__", StringComparison.Ordinal)}__0, __1…")
                    : origin.Fault(key, "cette clé n’existe pas.", UnknownKey.Hint(key)));
            }
            else
            {
                _values[key] = new SettingValue(environment[name] as string ?? "", origin);
            }
        }
    }

    private ReadConfiguration Judge(string path)
    {
        var good = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in _values)
        {
            var key = SettingKey.Find(name)!;
            if (key.IsOptional && value.Text.Length == 0)
            {
                continue;
            }

            if (SettingRules.Accepts(key, value.Text))
            {
                good[name] = value.Text;
                continue;
            }

            var near = SettingRules.NearestWord(key, value.Text);
            _faults.Add(value.Origin.Fault(
                key.Path, "la valeur n’est pas acceptée.", SettingRules.Accepted(key) + (near is null ? "" : $" Vouliez-vous dire « {near} » ?")));
        }

        var settings = new ApplianceSettings();
        new ConfigurationBuilder().AddInMemoryCollection(good).Build().Bind(settings);
        _faults.AddRange(SettingsAgreement.Faults(settings, key => _values.TryGetValue(key, out var value) ? value.Origin : null, path));
        return new ReadConfiguration(settings, [.. _faults.OrderBy(fault => fault.Line ?? int.MaxValue)]);
    }
}
