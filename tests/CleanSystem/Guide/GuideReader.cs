using System.Text.RegularExpressions;
using Beffroi.CleanSystem.Tests.Lab;
using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests.Guide;

/// <summary>The commands of the operators' guide, followed word for word; what nobody followed is known at the end.</summary>
internal sealed partial class GuideReader
{
    private readonly List<string> _left;

    public GuideReader() => _left = [.. Commands()];

    /// <summary>The commands that were not followed yet.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>The next command that begins like this, as the guide has it but for the words that a reader must replace.</summary>
    public string Next(string start, params (string Word, string By)[] replaced)
    {
        var at = _left.FindIndex(command => command.StartsWith(start, StringComparison.Ordinal));
        Assert.True(at >= 0, $"The guide has no command « {start} » that was not followed yet. It still has:\n{string.Join('\n', _left)}");
        var command = _left[at];
        _left.RemoveAt(at);
        foreach (var (word, by) in replaced)
        {
            Assert.Contains(word, command, StringComparison.Ordinal);
            command = command.Replace(word, by, StringComparison.Ordinal);
        }

        return command;
    }

    /// <summary>Follows the next command that begins like this, inside a machine, as root.</summary>
    public Task<Ran> FollowAsync(Machine machine, string start, params (string Word, string By)[] replaced) => machine.RunAsync(Next(start, replaced));

    /// <summary>The guide's example of a file of this kind that begins like this.</summary>
    public static string Example(string kind, string start) =>
        Regex.Match(Text(), $"```{kind}\n(?<file>{Regex.Escape(start)}.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2)).Groups["file"].Value;

    // Each line of the guide's ```sh blocks, comments off, continued lines joined.
    private static IEnumerable<string> Commands() =>
        Block().Matches(Text())
            .SelectMany(block => block.Groups["commands"].Value.Replace("\\\n", "", StringComparison.Ordinal).Split('\n'))
            .Select(line => Comment().Replace(line, "").Trim())
            .Where(line => line.Length > 0);

    private static string Text() => File.ReadAllText(Repository.File("docs/guide-exploitation.md"));

    [GeneratedRegex("```sh\n(?<commands>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Block();

    [GeneratedRegex("(^|  +)#.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Comment();
}
