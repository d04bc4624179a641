namespace Beffroi.Appliance.Configuration;

/// <summary>The configuration cannot be read; the message is in French and says how to mend it.</summary>
public sealed class SettingsException(string message) : Exception(message);
