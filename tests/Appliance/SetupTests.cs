using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests;

/// <summary><c>beffroi setup</c> by its options, and run again.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-setup-").FullName;

    private string ConfigPath => Path.Combine(_folder, "beffroi.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Code, string Out, string Err)> SetupAsync(params string[] options)
    {
        if (!File.Exists(ConfigPath))
        {
            File.Copy(Repository.File("packaging/deb/beffroi.json"), ConfigPath);
        }

        return BareCommand.RunAsync(["setup", "--config", ConfigPath, "--data", Path.Combine(_folder, "donnees"), .. options]);
    }

    [Fact]
    public async Task Setup_ByOptions_MakesTheSyndicateReadyAndKeepsTheComments()
    {
        var (code, output, error) = await SetupAsync(
            "--json", "--base", "communes.exemple.fr", "--nom", "Syndicat d’Essai", "--contact", "contact@exemple.fr", "--operateur", "op@exemple.fr", "--communes", "50502,50129");

        Assert.True(code == 0, error);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("communes.exemple.fr", answer.GetProperty("base").GetString());
        Assert.Equal("https", answer.GetProperty("scheme").GetString());
        Assert.Equal("Syndicat d’Essai", answer.GetProperty("nom").GetString());
        Assert.Equal(1, answer.GetProperty("operateurs").GetInt32());
        Assert.StartsWith("https://sso.communes.exemple.fr/", answer.GetProperty("invitation").GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.Equal(["50129", "50502"], answer.GetProperty("communes").EnumerateArray().Select(row => row.GetProperty("insee").GetString()).Order(StringComparer.Ordinal));

        var written = await File.ReadAllLinesAsync(ConfigPath);
        var packaged = await File.ReadAllLinesAsync(Repository.File("packaging/deb/beffroi.json"));
        Assert.Empty(packaged.Except(written, StringComparer.Ordinal));
        Assert.Equal(0, (await BareCommand.RunAsync("check", "--config", ConfigPath)).Code);
    }

    [Fact]
    public async Task Setup_RunAgain_ChangesOnlyWhatIsAsked()
    {
        await SetupAsync("--nom", "Avant", "--contact", "contact@exemple.fr", "--operateur", "op@exemple.fr", "--communes", "50502");
        var before = await File.ReadAllTextAsync(ConfigPath);

        var (shown, state, _) = await SetupAsync();
        var (code, output, _) = await SetupAsync("--json", "--nom", "Après", "--communes", "50502", "--smtp-port", "2525");

        Assert.Equal(0, shown);
        Assert.Contains("Avant", state, StringComparison.Ordinal);
        Assert.Equal(0, code);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("Après", answer.GetProperty("nom").GetString());
        Assert.Equal("contact@exemple.fr", answer.GetProperty("contact").GetString());
        Assert.Equal(1, answer.GetProperty("communes").GetArrayLength());
        Assert.Equal(["Smtp:Port"], answer.GetProperty("written").EnumerateArray().Select(key => key.GetString()));
        Assert.Equal(before, (await File.ReadAllTextAsync(ConfigPath)).Replace("\n    \"Port\": 2525,", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_AnotherBaseWithCommunes_IsRefusedWithoutForce()
    {
        await SetupAsync("--nom", "Syndicat", "--base", "un.exemple.fr", "--communes", "50502");
        var before = await File.ReadAllTextAsync(ConfigPath);

        var (refused, _, error) = await SetupAsync("--base", "deux.exemple.fr");
        var unchanged = await File.ReadAllTextAsync(ConfigPath);
        var (forced, _, _) = await SetupAsync("--base", "deux.exemple.fr", "--force");

        Assert.Equal(4, refused);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal(before, unchanged);
        Assert.Equal(0, forced);
        Assert.Contains("deux.exemple.fr", await File.ReadAllTextAsync(ConfigPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--contact", "contact@exemple.fr")]
    [InlineData("--nom", "")]
    [InlineData("--nom", "X", "--operateur", "pas-une-adresse")]
    [InlineData("--nom", "X", "--communes", "99999")]
    [InlineData("--nom", "X", "--smtp-security", "ssl")]
    [InlineData("--nom", "X", "--base", "https://exemple.fr")]
    public async Task Setup_BadOrMissingOption_ChangesNothing(params string[] options)
    {
        var (code, _, error) = await SetupAsync(options);

        Assert.Equal(2, code);
        Assert.NotEmpty(error.Trim());
        Assert.Equal(await File.ReadAllTextAsync(Repository.File("packaging/deb/beffroi.json")), await File.ReadAllTextAsync(ConfigPath));
        Assert.Equal(2, (await SetupAsync()).Code);
    }

    [Fact]
    public async Task Setup_TestMail_SaysHowItWentAndHidesThePassword()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var served = ServeMailAsync(server);
        string[] mail = ["--nom", "Syndicat", "--smtp-host", "127.0.0.1", "--smtp-port", $"{port}", "--smtp-security", "none", "--smtp-from", "envoi@exemple.fr", "--test-courriel", "moi@exemple.fr"];

        var (code, output, _) = await SetupAsync(mail);
        server.Stop();
        var password = Path.Combine(_folder, "mot-de-passe");
        await File.WriteAllTextAsync(password, "tres-secret-9481\n");
        var (unreachable, reason, error) = await SetupAsync([.. mail, "--smtp-user", "u", "--smtp-password-file", password]);

        Assert.Equal(0, code);
        Assert.Contains("a accepté", output, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<moi@exemple.fr>", await served, StringComparison.Ordinal);
        Assert.Equal(3, unreachable);
        Assert.Contains("ne peut pas être joint", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("tres-secret-9481", reason + error, StringComparison.Ordinal);
        Assert.Contains("tres-secret-9481", await File.ReadAllTextAsync(ConfigPath), StringComparison.Ordinal);
    }

    private static async Task<string> ServeMailAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        var heard = "";
        await writer.WriteLineAsync("220 essai");
        var inData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            heard += line + "\n";
            if (inData && line != ".")
            {
                continue;
            }

            inData = line == "DATA";
            await writer.WriteLineAsync(inData ? "354 oui" : line == "QUIT" ? "221 au revoir" : "250 oui");
        }

        return heard;
    }
}
