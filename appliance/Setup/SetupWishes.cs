using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Setup;

/// <summary>A setting to write, with the option that gave it.</summary>
internal sealed record WishedSetting(string Key, string Option, string? Value);

/// <summary>What the operator asks of <c>beffroi setup</c>; null is not asked.</summary>
internal sealed record SetupWishes
{
    /// <summary>The settings to write into the configuration file.</summary>
    public IReadOnlyList<WishedSetting> Settings { get; init; } = [];

    /// <summary>The syndicate's name.</summary>
    public string? Nom { get; init; }

    /// <summary>The syndicate's public address.</summary>
    public string? Contact { get; init; }

    /// <summary>The operator's address.</summary>
    public string? Operateur { get; init; }

    /// <summary>The operator's first name and name.</summary>
    public string? OperateurNom { get; init; }

    /// <summary>INSEE codes.</summary>
    public IReadOnlyList<string> Communes { get; init; } = [];

    /// <summary>Where to send a test mail.</summary>
    public string? TestCourriel { get; init; }

    /// <summary>Whether anything is asked.</summary>
    public bool Any => Settings.Any(setting => setting.Value is not null) || Nom is not null || Contact is not null || Operateur is not null
        || Communes.Count > 0 || TestCourriel is not null;

    /// <summary>The value asked for a setting.</summary>
    public string? this[string key] => Settings.FirstOrDefault(setting => setting.Key == key)?.Value;

    /// <summary>The same with one more setting.</summary>
    public SetupWishes With(string key, string option, string value) =>
        this with { Settings = [.. Settings.Where(setting => setting.Key != key), new WishedSetting(key, option, value)] };

    /// <summary>As the configuration's reader takes them.</summary>
    public IEnumerable<(string Key, string Option, string? Value)> Overrides => Settings.Select(setting => (setting.Key, setting.Option, setting.Value));
}

/// <summary>How far the installation is.</summary>
internal sealed record SetupState(string? Nom, string? Contact, bool IsDemonstration, int Operateurs, int Communes, ApplianceSettings Settings);
