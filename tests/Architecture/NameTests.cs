using System.Text.RegularExpressions;
using Beffroi.Architecture.Tests.Samples;

namespace Beffroi.Architecture.Tests;

/// <summary>Names say what a thing is for.</summary>
public sealed partial class NameTests
{
    private static readonly string[] s_empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Common", "Impl"];

    private static readonly Dictionary<string, string> s_meant = new(StringComparer.Ordinal)
    {
        ["LegalBase"] = "The « base légale » of a use of personal data, article 6 of the GDPR.",
        ["CommonPasswords"] = "The passwords that are common among people.",
        ["CommonOptions"] = "The options that all commands have in common.",
    };

    [Fact]
    public void NoType_HasAnEmptyName() => Assert.Empty(Empty(Code.Types).Except(s_meant.Keys));

    [Fact]
    public void EveryMeantName_StillExists() => Assert.Empty(s_meant.Keys.Except(Empty(Code.Types)));

    [Fact]
    public void EmptyName_IsReported_UnlessAForeignBaseTypeImposesIt() =>
        Assert.Equal([nameof(DossierManager)], Empty([typeof(DossierManager), typeof(Indiscreet), typeof(SampleTagHelper)]));

    [Fact]
    public void EveryInterface_IsAPortOrHasTwoImplementations() => Assert.Empty(Lonely(Code.Types.ToList()));

    [Fact]
    public void LonelyInterface_IsReported() => Assert.Equal([nameof(ILonely)], Lonely([typeof(ILonely), typeof(Loner)]));

    private static IEnumerable<string> Empty(IEnumerable<Type> types) => types
        .Where(type => Words().Matches(Plain(type)).Select(word => word.Value).Any(word => s_empty.Contains(word) && !IsImposed(type, word)))
        .Select(Plain).Distinct();

    // Who extends a framework's TagHelper or OpenIddictApplicationManager is expected to end as it does.
    private static bool IsImposed(Type type, string word) =>
        type.BaseType is { } parent && parent.Namespace?.StartsWith("Beffroi.", StringComparison.Ordinal) == false
        && Plain(parent).EndsWith(word, StringComparison.Ordinal);

    private static IEnumerable<string> Lonely(IReadOnlyList<Type> types) => types
        .Where(type => type.IsInterface && type.Namespace?.EndsWith(".Ports", StringComparison.Ordinal) == false)
        // A generic class stands for as many implementations as it is closed over.
        .Where(type => types.Where(other => other.IsClass && type.IsAssignableFrom(other)).Sum(other => other.IsGenericTypeDefinition ? 2 : 1) < 2)
        .Select(type => type.Name);

    private static string Plain(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
