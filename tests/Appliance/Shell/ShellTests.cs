using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Beffroi.Appliance.Commands.Usage;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Shell;

/// <summary>Every command as a script and a terminal meet it: JSON and nothing else, no colour in a pipe, the right user.</summary>
public sealed partial class ShellTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-shell-").FullName;

    private string Data => Path.Combine(_folder, "donnees");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Json_OfEveryCommand_IsOneDocumentAsTheManualSaysItAndNothingElse()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/age"), "The backups need age.");
        Prepare();
        var manual = new Manual();
        var forgotten = Tree.Runnable.Select(CommandTree.PathOf).Select(path => path["beffroi".Length..].Trim()).ToHashSet(StringComparer.Ordinal);
        forgotten.Remove("serve");
        foreach (var (path, arguments, codes) in Runs())
        {
            var data = path == "demo" ? Path.Combine(_folder, "demo") : Data;
            var (code, output, error) = await BareCommand.RunAsync([.. path.Split(' '), .. arguments, "--json", "--data", data, "--config", Path.Combine(_folder, "beffroi.json")]);

            Assert.True(codes.Contains(code), $"{path} : {code} {error}");
            Assert.DoesNotContain('\e', output + error);
            var document = JsonDocument.Parse(output).RootElement;
            var said = Word().Matches(manual.JsonOf(path) ?? "").Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
            Assert.All(Keys(document), key => Assert.True(said.Contains(key), $"{path} : {key} is not in the manual."));
            if (path == "backup key")
            {
                await File.WriteAllTextAsync(Path.Combine(_folder, "cle.txt"), document.GetProperty("identity").GetString());
            }

            forgotten.Remove(path);
        }

        Assert.Empty(forgotten);
    }

    [Fact]
    public async Task Json_OfServe_IsOneDocument()
    {
        using var serving = BareCommand.Start(new Dictionary<string, string>(), "serve", "--json", "--data", Data, "--listen", $"127.0.0.1:{FreePort.Find()}");
        var document = "";
        while (await serving.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "}")
        {
            document += line;
        }

        using var kill = Process.Start("kill", ["-TERM", serving.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.Empty((await serving.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(["listen", "url"], JsonDocument.Parse(document + "}").RootElement.EnumerateObject().Select(pair => pair.Name));
        Assert.All((string[])["listen", "url"], key => Assert.Contains(key, new Manual().JsonOf("serve"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("help")]
    [InlineData("commune --help")]
    public async Task Colours_AreForATerminalThatWantsThem(string words)
    {
        var piped = await BareCommand.RunAsync([.. words.Split(' '), "--data", Data]);
        var terminal = await OnTerminalAsync(words, new Dictionary<string, string> { ["TERM"] = "xterm" });
        var plain = await OnTerminalAsync(words, new Dictionary<string, string> { ["TERM"] = "xterm", ["NO_COLOR"] = "1" });
        var dumb = await OnTerminalAsync(words, new Dictionary<string, string> { ["TERM"] = "dumb" });

        Assert.DoesNotContain('\e', piped.Out + piped.Err);
        Assert.Matches(Colour(), terminal);
        Assert.DoesNotMatch(Colour(), plain);
        Assert.DoesNotContain('\e', dumb);
    }

    [Fact]
    public async Task Progress_WithNoColor_HasNoEscapes()
    {
        var plain = await OnTerminalAsync("commune add --departement 2A", new Dictionary<string, string> { ["TERM"] = "xterm", ["NO_COLOR"] = "1" });

        Assert.Contains("commune(s) ajoutée(s)", plain, StringComparison.Ordinal);
        Assert.DoesNotMatch(Colour(), plain);
    }

    [Fact]
    public async Task EveryCommandOnData_AsAnotherUser_SaysWhoseTheyAreAndHow()
    {
        Assert.SkipUnless(ProcessUser.UserId == 0, "Only root may run a command as two other users.");
        Prepare();
        Directory.CreateDirectory(Data);
        await ShAsync($"chmod 755 {_folder}; chown daemon: {Data}");
        foreach (var (path, arguments, _) in Runs().Where(run => !s_withoutData.Contains(run.Path)).Append(("serve", [], [])))
        {
            var (code, _, error) = await ShAsync($"runuser -u nobody -- {AppContext.BaseDirectory}beffroi {path} {string.Join(' ', arguments)} --data {Data} --config {_folder}/beffroi.json");

            Assert.Equal((path, 1), (path, code));
            Assert.Contains($"Le dossier {Data} appartient à daemon, et vous êtes nobody. Lancez la commande en son nom : sudo runuser -u daemon -- beffroi", error, StringComparison.Ordinal);
        }
    }

    // They read the catalogue, the configuration or a file; backup list reads the target, the doctor says it as a finding.
    private static readonly string[] s_withoutData =
        ["help", "check", "version", "doctor", "delais", "backup list", "demarche show", "demarche check", "demarche schema"];

    private void Prepare()
    {
        File.WriteAllText(Path.Combine(_folder, "beffroi.json"), "{ \"Base\": \"beffroi.localhost:8080\" }");
        File.WriteAllText(Path.Combine(_folder, "communes.csv"), "insee\n50095\n50xx\n");
        File.WriteAllText(Path.Combine(_folder, "bal.csv"), "cle_interop;commune_insee;voie_nom;numero\n50502_0010_00012;50502;Rue de la Marne;12\n50502_0010_00014;50502;;14\n");
        File.WriteAllText(Path.Combine(_folder, "dates.csv"), "id,regle,entree_json\nA,accuse-reception-limite,\"{\"\"reception_autorite_competente\"\": \"\"2026-11-24\"\"}\"\nB,inconnue,{}\n");
        File.WriteAllText(Path.Combine(_folder, "demarche.json"), "{ \"code\": 1 }");
        File.WriteAllText(Path.Combine(_folder, "version.json"), DefinitionJson.Write(DemarcheCatalogue.Load().Find("acte-naissance")! with { Version = "9.0.0" }));
    }

    private List<(string Path, string[] Arguments, int[] Codes)> Runs()
    {
        string In(string name) => Path.Combine(_folder, name);
        return
        [
            ("help", [], [0]),
            ("check", [], [0]),
            ("setup", ["--nom", "Syndicat", "--contact", "contact@exemple.fr", "--operateur", "op@exemple.fr", "--communes", "50502", "--test-courriel", "op@exemple.fr"], [3]),
            ("demo", [], [0]),
            ("version", [], [0]),
            ("commune add", ["50129"], [0]),
            ("commune import", [In("communes.csv")], [3]),
            ("commune list", [], [0]),
            ("commune show", ["50502"], [0]),
            ("commune domain", ["50502", "www.exemple.fr"], [0]),
            ("adresses import", ["50502", In("bal.csv")], [3]),
            ("agent invite", ["jeanne@exemple.fr", "--commune", "50502", "--role", "Elu"], [0]),
            ("agent remove", ["jeanne@exemple.fr"], [0]),
            ("application add", ["--name", "Essai", "--redirect-uri", "https://app.exemple.fr/retour", "--confidential"], [0]),
            ("demarche list", [], [0]),
            ("demarche list", ["--commune", "50502"], [0]),
            ("demarche show", ["acte-naissance"], [0]),
            ("demarche export", ["acte-naissance"], [0]),
            ("demarche check", [In("demarche.json")], [1]),
            ("demarche schema", [], [0]),
            ("demarche import", [In("version.json")], [0]),
            ("demarche adopt", ["location-salle", "--commune", "50502"], [0]),
            ("jobs list", [], [0]),
            ("jobs run", ["brouillons"], [0]),
            ("log verify", [], [0]),
            ("delais", [In("dates.csv")], [3]),
            ("backup key", [], [0]),
            ("backup", ["--to", In("depot")], [0]),
            ("backup list", ["--from", In("depot")], [0]),
            ("commune restore", ["50502", "--from", In("depot"), "--identity", In("cle.txt")], [0]),
            ("restore", [In("depot"), "--identity", In("cle.txt"), "--force"], [0]),
            ("doctor", [], [1, 3]),
        ];
    }

    // The definition and the schemas have formats of their own, which the manual names.
    private static IEnumerable<string> Keys(JsonElement document) => document.ValueKind switch
    {
        JsonValueKind.Object when document.TryGetProperty("$schema", out _) || document.TryGetProperty("silence", out _) => [],
        JsonValueKind.Object => document.EnumerateObject().SelectMany(pair => Keys(pair.Value).Prepend(pair.Name)),
        JsonValueKind.Array => document.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    private async Task<string> OnTerminalAsync(string words, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"{AppContext.BaseDirectory}beffroi {words} --data {Path.Combine(_folder, "terminal")}", "/dev/null"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        // Whoever runs the tests may want no colours of his own.
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var terminal = Process.Start(start)!;
        terminal.StandardInput.Close();
        return await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(int Code, string Out, string Err)> ShAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, await output, error);
    }

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Word();

    // Select Graphic Rendition and cursor movements; a terminal also says how keys come, which is no colour.
    [GeneratedRegex(@"\e\[[0-9;]*[A-HJKm]", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Colour();
}
