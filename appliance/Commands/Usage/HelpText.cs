using System.CommandLine;
using System.Text;

namespace Beffroi.Appliance.Commands.Usage;

/// <summary>The help of a command, all of it in French: the library's own words are half English in its French edition.</summary>
internal sealed class HelpText(Command command)
{
    private const int Indent = 2;

    private readonly StringBuilder _out = new();
    private readonly int _width = WidthOfTerminal();

    public override string ToString()
    {
        _out.AppendLine(command.Description);
        Title("Utilisation");
        foreach (var usage in Usages())
        {
            _out.Append("  ").AppendLine(usage);
        }

        Table("Commandes", CommandTree.Shown(command).Select(sub => (LabelOf(sub), sub.Description)));
        Table("Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description)));
        Table("Options", CommandTree.Own(command).Select(option => (CommandTree.LabelOf(option), (string?)Described(option))));
        Table("Options de toutes les commandes", CommandTree.Common(command).Select(option => (CommandTree.LabelOf(option), option.Description)));
        if (CommandExamples.Of(command) is { Count: > 0 } examples)
        {
            Title("Exemples");
            foreach (var example in examples)
            {
                _out.Append("  ").AppendLine(example);
            }
        }

        if (command is RootCommand)
        {
            _out.AppendLine();
            _out.AppendLine("L’aide d’une commande : beffroi help COMMANDE. Le manuel : man beffroi.");
        }

        return _out.ToString();
    }

    /// <summary>The same as a document.</summary>
    public object ToDocument() => new
    {
        command = CommandTree.PathOf(command),
        description = command.Description,
        usage = Usages(),
        commands = CommandTree.Shown(command).Select(sub => new { name = sub.Name, description = sub.Description }),
        arguments = command.Arguments.Select(argument => new { name = argument.Name, required = argument.Arity.MinimumNumberOfValues > 0, description = argument.Description }),
        options = CommandTree.Own(command).Concat(CommandTree.Common(command)).Select(option => new
        {
            name = option.Name,
            value = CommandTree.IsFlag(option) ? null : CommandTree.ValueOf(option),
            required = option.Required,
            description = option.Description,
        }),
        examples = CommandExamples.Of(command),
    };

    private List<string> Usages()
    {
        var path = CommandTree.PathOf(command);
        var usages = new List<string>();
        if (command.Action is not null)
        {
            string[] words = [path, .. command.Arguments.Select(CommandTree.LabelOf), .. CommandTree.Own(command).Where(option => option.Required).Select(CommandTree.LabelOf), "[options]"];
            usages.Add(string.Join(' ', words));
        }

        if (CommandTree.Shown(command).Any())
        {
            usages.Add($"{path} COMMANDE [options]");
        }

        return usages;
    }

    private static string LabelOf(Command sub) => string.Join(' ', [sub.Name, .. sub.Arguments.Select(CommandTree.LabelOf)]);

    private static string Described(Option option) => option.Required ? $"{option.Description} Obligatoire." : option.Description ?? "";

    private void Title(string text)
    {
        _out.AppendLine();
        _out.AppendLine(Ink.Bold($"{text} :"));
    }

    private void Table(string title, IEnumerable<(string Label, string? Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        Title(title);
        var column = Math.Min(all.Max(row => row.Label.Length), 34) + Indent + 2;
        foreach (var (label, text) in all)
        {
            var lines = Wrap(text ?? "", Math.Max(24, _width - column));
            var isLong = label.Length + Indent + 2 > column;
            _out.AppendLine($"  {label}".PadRight(column) + (isLong ? "" : lines[0]));
            foreach (var line in isLong ? lines : lines[1..])
            {
                _out.AppendLine(new string(' ', column) + line);
            }
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            // A sign that goes with the word before it does not begin a line.
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width && word is not (":" or ";" or "?" or "»"))
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }

        return lines;
    }

    private static int WidthOfTerminal()
    {
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth < 40 ? 100 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
