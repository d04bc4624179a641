using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Beffroi.Appliance.Hosting;
using Beffroi.Identity;
using Beffroi.Portal;
using Beffroi.Scheduler;
using Beffroi.TestKit;
using Beffroi.Web.Hosting;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace Beffroi.Architecture.Tests;

/// <summary>That one type uses another, by full names; lambdas, async methods and nested types count as their outermost type.</summary>
internal sealed record Use(string From, string To);

/// <summary>What the rules look at: the assemblies of the product as they were built, and their sources.</summary>
internal static class Code
{
    public static Assembly[] Assemblies { get; } =
    [
        typeof(PortalModule).Assembly, typeof(IdentityModule).Assembly, typeof(SchedulerModule).Assembly,
        typeof(SiteHost).Assembly, typeof(ApplianceBuilder).Assembly,
    ];

    private static readonly Lazy<IReadOnlyList<Use>> s_uses = new(() => UsesOf(Assemblies));
    private static readonly Lazy<IReadOnlyList<Use>> s_calls = new(() => CallsOf(Assemblies));

    public static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten);

    public static IReadOnlyList<Use> Uses => s_uses.Value;

    /// <summary>Each call of a member: the type that calls, and the member with its owner.</summary>
    public static IReadOnlyList<Use> Calls => s_calls.Value;

    public static IReadOnlyList<Use> UsesOf(params Assembly[] assemblies) =>
    [
        .. Load(assemblies).SelectMany(type => type.Dependencies.Select(dependency => new Use(Outer(type.FullName), Outer(dependency.Target.FullName))))
            .Where(use => use.From != use.To).Distinct(),
    ];

    public static IReadOnlyList<Use> CallsOf(params Assembly[] assemblies) =>
    [
        .. Load(assemblies).SelectMany(type => type.Dependencies.OfType<MethodCallDependency>()
            .Select(call => new Use(Outer(type.FullName), call.TargetMember.FullName))).Distinct(),
    ];

    /// <summary>The sources of the product, by their path in the checkout; migrations are generated.</summary>
    public static IEnumerable<SourceFile> Sources(string pattern, params string[] folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Repository.Root, path)
        where !name.Contains("/Migrations/", StringComparison.Ordinal) && !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
        orderby name
        select new SourceFile(name, File.ReadAllText(path));

    /// <summary>Whether people wrote the type, rather than the compiler or a generator.</summary>
    public static bool IsWritten(Type type) =>
        type.Namespace?.StartsWith("Beffroi.", StringComparison.Ordinal) == true
        && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal)
        && !type.Name.Contains('<', StringComparison.Ordinal) && type.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true;

    private static IEnumerable<IType> Load(Assembly[] assemblies) => new ArchLoader().LoadAssemblies(assemblies).Build().Types;

    private static string Outer(string name) => name.Split('+', '/', '`')[0];
}

/// <summary>A text of the checkout.</summary>
internal sealed record SourceFile(string Name, string Text)
{
    public int Lines => Text.Count(character => character == '\n');
}
