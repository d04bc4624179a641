using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Commands.Usage;

namespace Beffroi.Appliance.Tests.Shell;

/// <summary>Help and faults of usage, in French, of every command.</summary>
public sealed partial class HelpTests
{
    [Fact]
    public async Task Help_OfEveryCommand_IsFrenchAndHasAnExample()
    {
        await Parallel.ForEachAsync(Tree.All, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (command, _) =>
        {
            var path = CommandTree.PathOf(command);
            var (code, output, error) = await BareCommand.RunAsync([.. Tree.WordsOf(command), "--help"]);

            Assert.True(code == 0, $"{path} : {error}");
            Assert.Empty(error);
            Assert.Contains("Utilisation :", output, StringComparison.Ordinal);
            Assert.Contains("Exemples :", output, StringComparison.Ordinal);
            Assert.DoesNotMatch(English(), output);
            Assert.DoesNotContain('\e', output);
            Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 132, line));
        });
    }

    [Fact]
    public void Symbols_OfEveryCommand_AreDescribed()
    {
        foreach (var symbol in Tree.All.SelectMany(command => command.Arguments.Concat<Symbol>(CommandTree.Own(command)).Concat(CommandTree.Common(command)).Append(command)))
        {
            Assert.False(string.IsNullOrWhiteSpace(symbol.Description), symbol.Name);
        }
    }

    [Fact]
    public void Examples_OfEveryCommand_CanBeTyped()
    {
        foreach (var (command, example) in Tree.All.SelectMany(command => CommandExamples.Of(command).Select(example => (command, example))))
        {
            var typed = Separators().Split(example)[0];
            typed = typed.StartsWith("sudo ", StringComparison.Ordinal) ? typed[5..] : typed;
            var parsed = System.CommandLine.Parsing.CommandLineParser.Parse(Commands.CommandLine.Build(new CommonOptions()), typed["beffroi".Length..], new ParserConfiguration());

            Assert.True(parsed.Errors.Count == 0, $"{example} : {string.Join(' ', parsed.Errors)}");
            Assert.StartsWith(CommandTree.PathOf(command), CommandTree.PathOf(parsed.CommandResult.Command), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task BadUsage_OfEveryCommand_IsTwoAndSaysTheOptionOnStandardError()
    {
        await Parallel.ForEachAsync(Tree.All, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (command, _) =>
        {
            var (code, output, error) = await BareCommand.RunAsync([.. Tree.WordsOf(command), "--jsno"]);

            Assert.Equal((CommandTree.PathOf(command), 2, ""), (CommandTree.PathOf(command), code, output));
            Assert.Contains("« --jsno » n’est pas une option", error, StringComparison.Ordinal);
            Assert.Contains("Vouliez-vous dire « --json » ?", error, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("comune list", "« comune » n’est pas une commande de « beffroi ». Vouliez-vous dire « commune » ?")]
    [InlineData("comune --help", "Vouliez-vous dire « commune » ?")]
    [InlineData("help comune", "Vouliez-vous dire « commune » ?")]
    [InlineData("commune lst", "« lst » n’est pas une commande de « beffroi commune ». Vouliez-vous dire « list » ?")]
    [InlineData("commune xyz", "« xyz » n’est pas une commande de « beffroi commune ».\n")]
    [InlineData("commune list de trop", "« de » est de trop : « beffroi commune list » n’attend aucun argument.")]
    [InlineData("commune show", "Il manque INSEE : Code INSEE de la commune")]
    [InlineData("agent invite a@exemple.fr", "Il manque --role RÔLE.")]
    [InlineData("agent invite a@exemple.fr --role Acueil", "« Acueil » ne convient pas à --role. Vouliez-vous dire « Accueil » ? Valeurs acceptées : ")]
    [InlineData("agent invite a@exemple.fr --role Elu --until demain", "« demain » ne convient pas à --until. Écrivez une date comme 2027-06-30.")]
    [InlineData("agent invite a@exemple.fr --role", "--role attend une valeur : --role RÔLE.")]
    [InlineData("check --config", "--config attend une valeur : --config FICHIER.")]
    [InlineData("check --data a --data b", "--data ne se donne qu’une fois.")]
    [InlineData("check --json=peut-être", "« peut-être » est de trop : « beffroi check » n’attend aucun argument.")]
    [InlineData("check @absent", "« @absent » est de trop")]
    public async Task BadUsage_IsToldInFrench(string words, string expected)
    {
        var (code, output, error) = await BareCommand.RunAsync(words.Split(' '));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotMatch(English(), error);
    }

    [Theory]
    [InlineData("commune")]
    [InlineData("agent --json")]
    public async Task ACommandThatWasLeftOut_IsBadUsageAndShowsTheHelpOnStandardError(string words)
    {
        var (code, output, error) = await BareCommand.RunAsync(words.Split(' '));

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("Ajoute et montre les communes", (await BareCommand.RunAsync("commune")).Err, StringComparison.Ordinal);
        Assert.Contains("Exemples :", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_AsJson_IsADocument()
    {
        var (_, output, _) = await BareCommand.RunAsync("commune", "add", "--help", "--json");

        var help = JsonDocument.Parse(output).RootElement;
        Assert.Equal(output, (await BareCommand.RunAsync("help", "commune", "add", "--json")).Out);
        Assert.Equal("beffroi commune add", help.GetProperty("command").GetString());
        Assert.Contains("--departement", help.GetProperty("options").EnumerateArray().Select(option => option.GetProperty("name").GetString()));
    }

    [GeneratedRegex(@"Usage:|Description:|\[command\]|Show |\(REQUIRED\)|was not|Did you|annot|xpected|equired|default|Unrecognized|information", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex English();

    [GeneratedRegex(" [>|] ", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Separators();
}
