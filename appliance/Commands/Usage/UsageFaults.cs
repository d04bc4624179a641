using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands.Usage;

/// <summary>Says in French what is wrong with what was typed, and the nearest word that exists.</summary>
internal static class UsageFaults
{
    /// <summary>Tells the faults on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var faults = Of(parsed).Distinct(StringComparer.Ordinal).ToList();
        if (faults.Count == 0)
        {
            Console.Error.Write(new HelpText(command));
            return ExitCodes.BadUsage;
        }

        faults.ForEach(Speak.Note);
        Speak.Note($"« {CommandTree.PathOf(command)} --help » montre ce qui est possible.");
        return ExitCodes.BadUsage;
    }

    /// <summary>A word that is no command of another.</summary>
    public static string UnknownCommand(Command command, string word) =>
        $"« {word} » n’est pas une commande de « {CommandTree.PathOf(command)} ».{Hint(word, CommandTree.Shown(command).Select(sub => sub.Name))}";

    /// <summary>What is said of the first word that nothing takes, or null.</summary>
    public static string? UnknownWord(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return parsed.UnmatchedTokens.Count == 0 ? null
            : parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-')) is { } option ? UnknownOption(command, option)
            : CommandTree.Shown(command).Any() ? UnknownCommand(command, parsed.UnmatchedTokens[0])
            : $"« {parsed.UnmatchedTokens[0]} » est de trop : « {CommandTree.PathOf(command)} » n’attend {Expected(command)}.";
    }

    /// <summary>The first word of an argument that looks like an option, or null; a dash alone is the standard input.</summary>
    public static string? Dashed(ArgumentResult argument) =>
        argument.Tokens.Select(token => token.Value).FirstOrDefault(word => word.Length > 1 && word[0] == '-');

    // Only a command that was left out says nothing: its help is the answer.
    private static IEnumerable<string> Of(ParseResult parsed)
    {
        if (UnknownWord(parsed) is { } unknown)
        {
            yield return unknown;
            yield break;
        }

        var command = parsed.CommandResult.Command;
        foreach (var option in command.Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }))
        {
            yield return $"Il manque {CommandTree.LabelOf(option)}.";
        }

        foreach (var error in parsed.Errors)
        {
            if (Of(error) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static string? Of(ParseError error) => error.SymbolResult switch
    {
        OptionResult option => Of(option),
        ArgumentResult { Parent: OptionResult option } => Of(option),
        ArgumentResult { Tokens.Count: 0 } argument => $"Il manque {argument.Argument.Name}{(argument.Argument.Description is { } text ? $" : {text}" : ".")}",
        ArgumentResult argument when Dashed(argument) is { } word && argument.Parent is CommandResult of => UnknownOption(of.Command, word),
        ArgumentResult argument => $"« {argument.Tokens[0].Value} » ne convient pas à {argument.Argument.Name}.",
        _ => null,
    };

    private static string Of(OptionResult result)
    {
        var option = result.Option;
        if (result.Tokens.Count == 0)
        {
            return $"{option.Name} attend une valeur : {CommandTree.LabelOf(option)}.";
        }

        if (result.Tokens.Count > option.Arity.MaximumNumberOfValues)
        {
            return $"{option.Name} ne se donne qu’une fois.";
        }

        var value = result.Tokens[^1].Value;
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var accepted = option.GetCompletions(CompletionContext.Empty).Select(item => item.Label).ToList();
        return $"« {value} » ne convient pas à {option.Name}."
            + (accepted.Count > 0 ? Hint(value, accepted) + $" Valeurs acceptées : {string.Join(", ", accepted)}."
                : type == typeof(DateOnly) ? " Écrivez une date comme 2027-06-30."
                : "");
    }

    private static string UnknownOption(Command command, string word)
    {
        var typed = word.Split('=')[0];
        return $"« {typed} » n’est pas une option de « {CommandTree.PathOf(command)} ».{Hint(typed, CommandTree.Own(command).Concat(CommandTree.Common(command)).Select(option => option.Name))}";
    }

    private static string Hint(string word, IEnumerable<string> candidates) =>
        Words.Nearest(word, candidates) is { } near ? $" Vouliez-vous dire « {near} » ?" : "";

    private static string Expected(Command command) =>
        command.Arguments.Count == 0 ? "aucun argument" : $"que {string.Join(" et ", command.Arguments.Select(argument => argument.Name))}";
}
