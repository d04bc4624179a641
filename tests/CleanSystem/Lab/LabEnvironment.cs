using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests.Lab;

/// <summary>What <c>./dev test</c> prepared: the clean Debian roots and the package; or the reason why it could not.</summary>
internal static class LabEnvironment
{
    /// <summary>The scripts that boot machines.</summary>
    public static string Scripts { get; } = Repository.File("tools/lab");

    /// <summary>The package under test; the test is skipped, with the reason, where there is none.</summary>
    public static string Package => Of("BEFFROI_LAB_PACKAGE");

    /// <summary>A clean root of this suite.</summary>
    public static string Base(string suite) => Path.Combine(Of("BEFFROI_LAB"), suite);

    private static string Of(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(string.IsNullOrEmpty(value), Environment.GetEnvironmentVariable("BEFFROI_LAB_SKIP") ?? "No lab was prepared: run ./dev test, or tools/lab/prepare.sh.");
        return value!;
    }
}
