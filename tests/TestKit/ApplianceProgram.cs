namespace Beffroi.TestKit;

/// <summary>The <c>beffroi</c> executable that tests start as processes.</summary>
public static class ApplianceProgram
{
    /// <summary>The published one where <c>./dev test</c> made it, which starts in half the time; else the one beside the tests.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("BEFFROI_TEST_PROGRAM") is { Length: > 0 } published
        ? published
        : System.IO.Path.Combine(AppContext.BaseDirectory, "beffroi");
}
