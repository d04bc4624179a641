using System.Reflection;
using System.Runtime.CompilerServices;
using Beffroi.Architecture.Tests.Samples;

namespace Beffroi.Architecture.Tests;

/// <summary>Classes are closed, and nothing that changes is shared by the whole process without saying so.</summary>
public sealed class StateTests
{
    [Fact]
    public void EveryClass_IsSealedAbstractOrExtended() => Assert.Empty(Unsealed([.. Code.Types]));

    [Fact]
    public void UnsealedClass_IsReported() => Assert.Equal([typeof(LooseEnd).FullName], Unsealed([typeof(LooseEnd), typeof(Loner)]));

    [Fact]
    public void NoStaticField_MayBeAssignedAgain() => Assert.Empty(Mutable(Code.Types));

    [Fact]
    public void StaticFieldThatMayBeAssigned_IsReported() => Assert.Equal(["LooseEnd.s_last"], Mutable([typeof(LooseEnd)]));

    private static IEnumerable<string?> Unsealed(IReadOnlyCollection<Type> types) => types
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsView(type))
        .Where(type => !types.Any(other => other.BaseType is { } parent && (parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent) == type))
        .Select(type => type.FullName);

    private static bool IsView(Type type) => typeof(Microsoft.AspNetCore.Mvc.Razor.RazorPageBase).IsAssignableFrom(type);

    private static IEnumerable<string> Mutable(IEnumerable<Type> types) =>
        from type in types
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field is { IsInitOnly: false, IsLiteral: false } && !field.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        select $"{type.Name}.{field.Name}";
}
