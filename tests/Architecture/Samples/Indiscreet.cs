namespace Beffroi.Architecture.Tests.Samples;

/// <summary>Uses other types in the three places where a use is easy to miss.</summary>
internal static class Indiscreet
{
    [InAn]
    public static Func<Task> Look(List<InAGeneric> list) => async () =>
    {
        await Task.Yield();
        InALambda.Touch();
        list.Clear();
    };
}

internal sealed class InAGeneric;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class InAnAttribute : Attribute;

internal static class InALambda
{
    public static void Touch()
    {
    }
}
