using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Scripted;

/// <summary>What is left of a condition once the questions of other pages are settled.</summary>
/// <param name="here">The questions of this page, whose answers are not known yet.</param>
/// <param name="holds">Whether a condition on another page's question holds.</param>
internal sealed class ConditionReduction(IReadOnlyCollection<string> here, Func<Condition, bool> holds)
{
    private static readonly Condition s_always = new() { All = [] };
    private static readonly Condition s_never = new() { Any = [] };

    /// <summary>True or false once nothing is left to know; null while something is.</summary>
    public static bool? Settled(Condition condition) => ReferenceEquals(condition, s_always) ? true : ReferenceEquals(condition, s_never) ? false : null;

    /// <summary>What is left of several conditions together; null when there is none at all.</summary>
    public Condition? Reduce(params IEnumerable<Condition?> conditions) =>
        conditions.OfType<Condition>().ToList() is { Count: > 0 } all ? Left(new Condition { All = all }) : null;

    private Condition Left(Condition condition) => condition switch
    {
        { All: { } all } => Join(all.Select(Left), s_always, s_never, left => new Condition { All = left }),
        { Any: { } any } => Join(any.Select(Left), s_never, s_always, left => new Condition { Any = left }),
        { Not: { } not } => Left(not) is var left && Settled(left) is { } settled ? settled ? s_never : s_always : new Condition { Not = left },
        { Field: { } field } when here.Contains(field) => condition,
        _ => holds(condition) ? s_always : s_never,
    };

    private static Condition Join(IEnumerable<Condition> parts, Condition neutral, Condition decisive, Func<List<Condition>, Condition> join)
    {
        var left = new List<Condition>();
        foreach (var part in parts)
        {
            if (ReferenceEquals(part, decisive))
            {
                return decisive;
            }

            if (!ReferenceEquals(part, neutral))
            {
                left.Add(part);
            }
        }

        return left.Count switch { 0 => neutral, 1 => left[0], _ => join(left) };
    }
}
