namespace Beffroi.Appliance.Configuration;

/// <summary>One fault of the configuration, in French; it never holds the value of a secret.</summary>
/// <param name="Source">Where it was written: the file, a variable, a systemd credential, an option.</param>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Key">The key, such as <c>Smtp:Port</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Accepted">What is accepted, or how to mend it.</param>
public sealed record ConfigurationFault(string Source, int? Line, string? Key, string Message, string? Accepted = null)
{
    /// <inheritdoc />
    public override string ToString() =>
        Source + (Line is null ? "" : $", ligne {Line}") + (Key is null ? "" : $", {Key}") + " : " + Message + (Accepted is null ? "" : " " + Accepted);
}

/// <summary>Where a value was written.</summary>
internal sealed record SettingOrigin(string Source, int? Line = null)
{
    public ConfigurationFault Fault(string? key, string message, string? accepted = null) => new(Source, Line, key, message, accepted);
}

/// <summary>A value as it was written, not judged yet.</summary>
internal sealed record SettingValue(string Text, SettingOrigin Origin);
