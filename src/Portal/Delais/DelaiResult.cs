namespace Beffroi.Portal.Delais;

/// <summary>A legal date, or the reason why it cannot be computed: <see cref="DelaiComputed"/> or <see cref="DelaiRefused"/>.</summary>
public abstract record DelaiResult;

/// <summary>The date that a rule gives.</summary>
/// <param name="Date">The civil date in Paris.</param>
/// <param name="Rule">The rule, with its text.</param>
/// <param name="Remark">What the reader must know, in French: for instance that the text is younger than the case.</param>
public sealed record DelaiComputed(DateOnly Date, DelaiRule Rule, string? Remark) : DelaiResult;

/// <summary>Why a date cannot be computed.</summary>
/// <param name="Reason">The kind of fault.</param>
/// <param name="Message">The fault in French, with what to write instead.</param>
public sealed record DelaiRefused(DelaiRefusal Reason, string Message) : DelaiResult;

/// <summary>The kinds of fault in what a rule is given.</summary>
public enum DelaiRefusal
{
    /// <summary>No rule has that name.</summary>
    UnknownRule,

    /// <summary>A key is missing.</summary>
    MissingKey,

    /// <summary>A key is not one of the rule's.</summary>
    UnknownKey,

    /// <summary>A value cannot be read or is out of bounds.</summary>
    BadValue,

    /// <summary>The values contradict each other.</summary>
    Contradiction,
}
