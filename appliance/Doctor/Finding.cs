namespace Beffroi.Appliance.Doctor;

/// <summary>How much a finding asks of the operator.</summary>
internal enum Severity
{
    /// <summary>Nothing to do, or nothing that can be looked at here.</summary>
    Ok,

    /// <summary>To be looked at; the appliance serves.</summary>
    Warning,

    /// <summary>Something does not work, or will not in a few days.</summary>
    Fault,
}

/// <summary>What a check found.</summary>
/// <param name="Severity">How much it asks.</param>
/// <param name="Check">The name of the check, such as <c>dns</c>.</param>
/// <param name="Sentence">What is the case, in French; no secret and no usager in it.</param>
/// <param name="Command">The command that mends it or shows more, or null.</param>
internal sealed record Finding(Severity Severity, string Check, string Sentence, string? Command = null);
