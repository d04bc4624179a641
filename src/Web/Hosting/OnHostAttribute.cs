namespace Beffroi.Web.Hosting;

/// <summary>Says on which kinds of host a page or an end point exists; elsewhere its route does not match.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnHostAttribute(params HostKind[] kinds) : Attribute
{
    /// <summary>The kinds of host that serve the end point.</summary>
    public IReadOnlyList<HostKind> Kinds { get; } = kinds;

    internal bool Allows(HostKind kind) => Array.IndexOf(kinds, kind) >= 0;
}
