using System.CommandLine;
using System.CommandLine.Help;

namespace Beffroi.Appliance.Commands.Usage;

/// <summary>What the help, the faults and the completion say of commands, arguments and options.</summary>
internal static class CommandTree
{
    /// <summary>The words that lead to a command, <c>beffroi</c> first.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "beffroi";

    /// <summary>The sub-commands that people are told of.</summary>
    public static IEnumerable<Command> Shown(Command command) => command.Subcommands.Where(sub => !sub.Hidden);

    /// <summary>The options that are this command's own.</summary>
    public static IEnumerable<Option> Own(Command command) => command.Options.Where(option => !option.Hidden && !option.Recursive && option is not (HelpOption or VersionOption));

    /// <summary>The options of every command, as they are usable in this one.</summary>
    public static IEnumerable<Option> Common(Command command)
    {
        var root = command;
        while (root.Parents.OfType<Command>().FirstOrDefault() is { } parent)
        {
            root = parent;
        }

        return root.Options.Where(option => !option.Hidden && (option.Recursive || command is RootCommand));
    }

    /// <summary>How an option is typed, such as <c>--role RÔLE</c>.</summary>
    public static string LabelOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?" && alias != "/?" && alias != "/h").Append(option.Name));
        return IsFlag(option) ? names : $"{names} {ValueOf(option)}";
    }

    /// <summary>Whether an option is typed without a value.</summary>
    public static bool IsFlag(Option option) => option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool);

    /// <summary>The word that stands for the value of an option.</summary>
    public static string ValueOf(Option option) => option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    /// <summary>How an argument is typed, in brackets where it may be left out.</summary>
    public static string LabelOf(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }
}
