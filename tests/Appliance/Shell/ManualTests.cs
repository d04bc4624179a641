using System.Diagnostics;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Commands.Usage;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Scheduler.Jobs;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests.Shell;

/// <summary>The manual page and the shell's completion say what the program does.</summary>
public sealed class ManualTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-manuel-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Manual_NamesEveryCommandAndEachOfItsOptions()
    {
        var manual = new Manual();
        var missing = new List<string>();
        foreach (var command in Tree.Runnable)
        {
            var entry = manual.EntryOf(command);
            if (entry is null)
            {
                missing.Add(CommandTree.PathOf(command));
                continue;
            }

            missing.AddRange(CommandTree.Own(command).Where(option => !entry.Contains(option.Name, StringComparison.Ordinal)).Select(option => $"{CommandTree.PathOf(command)} {option.Name}"));
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Completion_OfEveryCommand_ProposesItsCommandsAndOptions()
    {
        foreach (var command in Tree.All)
        {
            var line = $"{CommandTree.PathOf(command)} -";
            var options = CommandTree.Own(command).Concat(CommandTree.Common(command)).SelectMany(option => option.Aliases.Append(option.Name));
            // The shell leaves out what does not begin with the dash.
            Assert.Equal((line, Join(options)), (line, Join(Proposed(line).Where(word => word.StartsWith('-')))));

            line = line[..^1];
            var commands = CommandTree.Shown(command).Select(sub => sub.Name).ToList();
            Assert.Equal((line, ""), (line, Join(commands.Except(Proposed(line)))));
        }
    }

    [Fact]
    public async Task Completion_OfValues_ProposesWhatCanBeTyped()
    {
        var data = Path.Combine(_folder, "donnees");
        await BareCommand.RunAsync("commune", "import", await CommunesAsync(), "--data", data);

        var proposed = await CompleteAsync([
            "beffroi commune ",
            "beffroi commune -",
            "beffroi agent invite x --role ",
            "beffroi agent invite x --service e",
            "beffroi setup --smtp-security ",
            "beffroi jobs run ",
            "beffroi demarche show a",
            "beffroi help comm",
            "beffroi help commune ",
            $"beffroi --data {data} commune show ",
            $"beffroi --data {data} agent remove x --commune 501",
            $"beffroi --data {_folder}/absent commune show ",
        ]);

        Assert.Equal(
            [
                "add domain import list restore show", "--base --config --data --help --json -h",
                "Accueil AgentService CommuneAdmin Elu SyndicatOperateur", "etat-civil", "none starttls tls", Join(JobNames.All), Join(DemarcheCatalogue.Load().All.Select(demarche => demarche.Code).Where(code => code.StartsWith('a'))), "commune",
                Join(CommandTree.Shown(Tree.All.Single(command => CommandTree.PathOf(command) == "beffroi commune")).Select(sub => sub.Name)),
                "50129 50502", "50129", "",
            ],
            proposed.Values.Select(Join));
        Assert.False(Directory.Exists(Path.Combine(_folder, "absent")));
    }

    [Fact]
    public async Task JobNames_AreThoseOfTheCatalogue()
    {
        await using var appliance = await TestAppliance.StartAsync(configure: settings => settings.Backup = new() { Target = _folder, IdentityFile = Path.Combine(_folder, "cle.txt") });

        Assert.Equal(Join(appliance.Services.GetRequiredService<JobCatalogue>().All.Select(job => job.Name)), Join(JobNames.All));
    }

    private static IEnumerable<string> Proposed(string line) =>
        System.CommandLine.Parsing.CommandLineParser.Parse(Commands.CommandLine.Build(new CommonOptions()), line["beffroi".Length..]).GetCompletions(line.Length - "beffroi".Length).Select(item => item.Label);

    private static string Join(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    private async Task<string> CommunesAsync()
    {
        var file = Path.Combine(_folder, "communes.csv");
        await File.WriteAllTextAsync(file, "insee\n50502\n50129\n");
        return file;
    }

    // What the shell proposes at the end of each line, by the script of the package.
    private static async Task<Dictionary<string, string[]>> CompleteAsync(IReadOnlyList<string> lines)
    {
        const string Complete = """
            read -ra COMP_WORDS <<<"$COMP_LINE"
            [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
            COMP_POINT=${#COMP_LINE} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
            _beffroi
            (IFS=' '; echo "${COMPREPLY[*]}")
            """;
        var script = $"PATH={AppContext.BaseDirectory}:$PATH\n. {Repository.File("packaging/completion/beffroi")}\n"
            + string.Concat(lines.Select(line => $"COMP_LINE='{line}'\n{Complete}\n"));
        using var bash = Process.Start(new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var answers = (await bash.StandardOutput.ReadToEndAsync()).Split('\n');
        return lines.Select((line, at) => (line, answers[at])).ToDictionary(pair => pair.line, pair => pair.Item2.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
    }
}
