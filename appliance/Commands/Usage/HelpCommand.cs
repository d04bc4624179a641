using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Beffroi.Appliance.Commands.Usage;

/// <summary><c>--help</c> of every command, and <c>beffroi help COMMANDE</c>, which says the same.</summary>
internal sealed class HelpCommand(CommonOptions common, RootCommand root)
{
    /// <summary>Gives the command its help; called once the tree is whole.</summary>
    public Command Build()
    {
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        // Without the forms of another system, such as /h.
        root.Add(new HelpOption("--help", "-h", "-?") { Description = "Montre cette aide.", Action = new HelpOptionAction(this) });
        root.Options.OfType<VersionOption>().Single().Description = "Écrit la version et le commit.";

        var words = new Argument<string[]>("COMMANDE") { Arity = ArgumentArity.ZeroOrMore, Description = "La commande dont l’aide est demandée, par exemple commune add." };
        words.CompletionSources.Add(context => Completions(context, words));
        var command = new Command("help", "Montre l’aide d’une commande.") { words };
        command.Aliases.Add("aide");
        command.SetAction(parsed => Show(parsed, parsed.GetValue(words) ?? []));
        return command;
    }

    private int Show(ParseResult parsed, IReadOnlyList<string> words)
    {
        Command found = root;
        foreach (var word in words)
        {
            if (CommandTree.Shown(found).FirstOrDefault(sub => sub.Name == word || sub.Aliases.Contains(word)) is not { } next)
            {
                Speak.Note(UsageFaults.UnknownCommand(found, word));
                return ExitCodes.BadUsage;
            }

            found = next;
        }

        return Show(parsed, found);
    }

    private int Show(ParseResult parsed, Command command)
    {
        if (common.Json(parsed))
        {
            Speak.Json(new HelpText(command).ToDocument());
        }
        else
        {
            Console.Out.Write(new HelpText(command));
        }

        return ExitCodes.Done;
    }

    private IEnumerable<string> Completions(CompletionContext context, Argument<string[]> words)
    {
        Command? found = root;
        foreach (var word in (context.ParseResult.GetValue(words) ?? []).Where(word => word != context.WordToComplete))
        {
            found = found is null ? null : CommandTree.Shown(found).FirstOrDefault(sub => sub.Name == word);
        }

        return found is null ? [] : CommandTree.Shown(found).Select(sub => sub.Name);
    }

    private sealed class HelpOptionAction(HelpCommand help) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            if (UsageFaults.UnknownWord(parseResult) is { } fault)
            {
                Speak.Note(fault);
                return ExitCodes.BadUsage;
            }

            return help.Show(parseResult, parseResult.CommandResult.Command);
        }
    }
}
