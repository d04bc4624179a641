namespace Beffroi.Appliance.Configuration;

/// <summary>Marks a setting whose value is never shown: neither in a message nor in a log.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
