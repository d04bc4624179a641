namespace Beffroi.Architecture.Tests;

/// <summary>A part of the code that must not know others.</summary>
/// <param name="From">A namespace, with those under it.</param>
/// <param name="Never">Namespaces that it must not use.</param>
internal sealed record Wall(string From, params string[] Never)
{
    /// <summary>Uses that are meant, as « type → namespace or type ».</summary>
    public (string From, string To, string Reason)[] Doors { get; init; } = [];

    /// <summary>Lists the uses that go through the wall.</summary>
    public IEnumerable<string> Breaks(IEnumerable<Use> uses) => Crossings(uses)
        .Where(use => !Doors.Any(door => door.From == use.From && IsIn(use.To, door.To)))
        .Select(use => $"{use.From} → {use.To}");

    /// <summary>Lists the doors that nobody goes through any more.</summary>
    public IEnumerable<string> IdleDoors(IEnumerable<Use> uses)
    {
        var crossings = Crossings(uses).ToList();
        return Doors.Where(door => !crossings.Any(use => door.From == use.From && IsIn(use.To, door.To))).Select(door => $"{door.From} → {door.To}");
    }

    public override string ToString() => From;

    public static bool IsIn(string name, string space) =>
        name == space || (name.StartsWith(space, StringComparison.Ordinal) && name[space.Length] == '.');

    private IEnumerable<Use> Crossings(IEnumerable<Use> uses) =>
        uses.Where(use => IsIn(use.From, From) && Never.Any(space => IsIn(use.To, space)));
}
