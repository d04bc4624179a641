using System.Text.RegularExpressions;
using Beffroi.Appliance.Commands.Usage;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Shell;

/// <summary>The manual page as text: what it says of each command, and of its JSON.</summary>
internal sealed partial class Manual
{
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _json = new(StringComparer.Ordinal);

    public Manual()
    {
        var paths = Tree.All.Select(command => string.Join(' ', Tree.WordsOf(command))).OrderByDescending(path => path.Length).ToList();
        var (section, current) = ("", (IReadOnlyList<string>)[]);
        var isHeading = false;
        foreach (var line in File.ReadLines(Repository.File("packaging/man/beffroi.1")))
        {
            if (line.StartsWith(".SH", StringComparison.Ordinal))
            {
                (section, current) = (Plain(line), []);
            }
            else if (isHeading && line.Length > 0)
            {
                // One entry may be of several commands, after a comma each.
                var named = Plain(line).Split(", ").Select(heading => heading.Trim()).Select(heading => paths.Find(path => heading == path || heading.StartsWith(path + " ", StringComparison.Ordinal))).OfType<string>().Where(path => path.Length > 0).ToList();
                current = named.Count > 0 ? named : current;
            }

            isHeading = line == ".TP";
            foreach (var path in current)
            {
                var entries = section == "JSON FORMS" ? _json : _entries;
                entries[path] = entries.GetValueOrDefault(path) + Plain(line) + "\n";
            }
        }
    }

    /// <summary>What is said of a command; null when it is not named.</summary>
    public string? EntryOf(System.CommandLine.Command command) => _entries.GetValueOrDefault(string.Join(' ', Tree.WordsOf(command)));

    /// <summary>What is said of its JSON.</summary>
    public string? JsonOf(string path) => _json.GetValueOrDefault(path);

    private static string Plain(string line)
    {
        var text = Fonts().Replace(line, "").Replace("\\-", "-", StringComparison.Ordinal);
        return Macro().Replace(text, "").Replace("\"", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\\f.", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Fonts();

    [GeneratedRegex(@"^\.[A-Z]+ ?", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Macro();
}
