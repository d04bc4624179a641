using System.CommandLine;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Commands.Usage;

namespace Beffroi.Appliance.Tests.Shell;

/// <summary>The commands that people are told of, found by walking: none can be forgotten.</summary>
internal static class Tree
{
    public static IReadOnlyList<Command> All { get; } = [.. Walk(CommandLine.Build(new CommonOptions()))];

    /// <summary>Those that do something by themselves.</summary>
    public static IEnumerable<Command> Runnable => All.Where(command => command.Action is not null);

    /// <summary>The words after <c>beffroi</c>.</summary>
    public static string[] WordsOf(Command command) => CommandTree.PathOf(command).Split(' ')[1..];

    private static IEnumerable<Command> Walk(Command command) => CommandTree.Shown(command).SelectMany(Walk).Prepend(command);
}
