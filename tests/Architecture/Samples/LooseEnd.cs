namespace Beffroi.Architecture.Tests.Samples;

/// <summary>Open to heirs, and remembers something for the whole process.</summary>
public class LooseEnd
{
    private static int s_last;

    public int Next() => ++s_last;
}
