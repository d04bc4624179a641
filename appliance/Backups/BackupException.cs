namespace Beffroi.Appliance.Backups;

/// <summary>A backup or a restore cannot go on; the message is in French and says what to do.</summary>
/// <param name="message">For the operator.</param>
/// <param name="refused">Whether a rule refused it, rather than a failure.</param>
public sealed class BackupException(string message, bool refused = false) : Exception(message)
{
    /// <summary>Whether a rule refused it.</summary>
    public bool Refused { get; } = refused;
}
