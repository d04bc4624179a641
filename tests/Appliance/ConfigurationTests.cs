using System.Text.Json;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests;

/// <summary>The configuration file, its faults and what overrides it, as <c>beffroi check</c> says them.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string Secret = "tres-secret-9481";

    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-configuration-").FullName;

    private string ConfigPath => Path.Combine(_folder, "beffroi.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("{\n  \"Lisen\": \"127.0.0.1:80\"\n}", 2, "Lisen", "Listen")]
    [InlineData("{\n\n  \"Smtp\": {\n \"Pasword\": \"x\" } }", 4, "Smtp:Pasword", "Smtp:Password")]
    [InlineData("{ \"Host\": \"x\" }", 1, "Host", "Smtp:Host")]
    [InlineData("{ // c\n \"Smtp\": { \"Security\": \"startls\" } }", 2, "Smtp:Security", "starttls")]
    [InlineData("{ \"Smtp\": { \"Port\": \"587\" } }", 1, "Smtp:Port", "65535")]
    [InlineData("{ \"Smtp\": { \"Port\": 0 } }", 1, "Smtp:Port", "65535")]
    [InlineData("{ \"Smtp\": { \"Host\": \"smtp://x\" } }", 1, "Smtp:Host", "smtp.exemple.fr")]
    [InlineData("{ \"Smtp\": { \"From\": \"x\" } }", 1, "Smtp:From", "exemple.fr")]
    [InlineData("{ \"Smtp\": \"x\" }", 1, "Smtp", "{ … }")]
    [InlineData("{ \"Base\": \"https://communes.exemple.fr\" }", 1, "Base", "communes.exemple.fr")]
    [InlineData("{ \"Base\": \"10.0.0.1\" }", 1, "Base", "communes.exemple.fr")]
    [InlineData("{ \"Scheme\": \"htps\" }", 1, "Scheme", "https")]
    [InlineData("{ \"Listen\": \"8080\" }", 1, "Listen", "127.0.0.1:8080")]
    [InlineData("{ \"Listen\": \"127.0.0.1:80,\" }", 1, "Listen", "127.0.0.1:8080")]
    [InlineData("{ \"Metrics\": \"0.0.0.0:9464\" }", 1, "Metrics", "127.0.0.1:9464")]
    [InlineData("{ \"LogsKeptDays\": 0 }", 1, "LogsKeptDays", "3650")]
    [InlineData("{ \"Data\": \"donnees\" }", 1, "Data", "/var/lib/beffroi")]
    [InlineData("{ \"Base\": \"a.fr\",\n\"base\": \"b.fr\" }", 2, "base", "Gardez")]
    [InlineData("{ \"Database\": { \"Kind\": \"Oracle\" } }", 1, "Database:Kind", "PostgreSql")]
    [InlineData("{ \"Database\": { \"Kind\": \"PostgreSql\" } }", 1, "Database:ConnectionString", "Host=")]
    [InlineData("{ \"Scheme\": \"https\",\n \"Tls\": { \"Certificate\": \"/absent\" } }", 2, "Tls:Key", "ensemble")]
    public async Task Check_OneFault_NamesItsKeyItsLineAndWhatIsAccepted(string content, int line, string key, string hint)
    {
        await File.WriteAllTextAsync(ConfigPath, content);

        var (code, output, _) = await BareCommand.RunAsync("check", "--json", "--config", ConfigPath);

        Assert.Equal(2, code);
        var fault = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("faults").EnumerateArray());
        Assert.Equal(key, fault.GetProperty("key").GetString());
        Assert.Equal(line, fault.GetProperty("line").GetInt32());
        Assert.Contains(hint, fault.GetProperty("accepted").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\n\"Base\": \"a.fr\",\n\"Smtp\": {")]
    [InlineData("{} {")]
    [InlineData("{ \"Base\": \"a\0.fr\" }")]
    public async Task Serve_HalfWrittenFile_RefusesWithTheTextOfCheck(string content)
    {
        await File.WriteAllTextAsync(ConfigPath, content);

        var (checkedCode, said, _) = await BareCommand.RunAsync("check", "--config", ConfigPath);
        var (code, _, error) = await BareCommand.RunAsync("serve", "--config", ConfigPath, "--data", _folder);

        Assert.Equal(2, checkedCode);
        Assert.Equal(2, code);
        Assert.StartsWith(said.TrimEnd(), error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_PackagedFileUnchanged_IsGood()
    {
        var (code, output, error) = await BareCommand.RunAsync("check", "--config", Repository.File("packaging/deb/beffroi.json"));

        Assert.True(code == 0, output + error);
    }

    [Fact]
    public async Task Check_BadVariable_IsBlamedOnTheVariable()
    {
        var (code, output, _) = await BareCommand.RunAsync(
            new Dictionary<string, string> { ["BEFFROI__Smtp__Port"] = "beaucoup", ["BEFFROI__Smtp__Hots"] = "x" }, "check", "--json");

        Assert.Equal(2, code);
        var faults = JsonDocument.Parse(output).RootElement.GetProperty("faults").EnumerateArray().ToList();
        Assert.Equal(
            ["variable BEFFROI__Smtp__Hots", "variable BEFFROI__Smtp__Port"],
            faults.Select(fault => fault.GetProperty("source").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PostgreSql_WithoutConnectionString_IsAFaultAndNotACrash()
    {
        var (code, _, error) = await BareCommand.RunAsync(
            new Dictionary<string, string> { ["BEFFROI__Database__Kind"] = "PostgreSql" }, "serve", "--data", _folder);

        Assert.Equal(2, code);
        Assert.Contains("Database:ConnectionString", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_FillsItsKeyUnderTheEnvironmentAndOverTheFile()
    {
        await File.WriteAllTextAsync(ConfigPath, "{ \"LogsKeptDays\": 3, \"Smtp\": { \"Port\": 25 } }");
        var credentials = Directory.CreateDirectory(Path.Combine(_folder, "credentials")).FullName;
        await File.WriteAllTextAsync(Path.Combine(credentials, "Smtp.Port"), "99999\n");
        await File.WriteAllTextAsync(Path.Combine(credentials, "Smtp.Pasword"), Secret);
        await File.WriteAllTextAsync(Path.Combine(credentials, "autre"), "x");
        var environment = new Dictionary<string, string> { ["CREDENTIALS_DIRECTORY"] = credentials };

        var (_, overFile, _) = await BareCommand.RunAsync(environment, "check", "--config", ConfigPath);
        environment["BEFFROI__Smtp__Port"] = "465";
        var (_, underEnvironment, _) = await BareCommand.RunAsync(environment, "check", "--config", ConfigPath);

        Assert.Contains("identifiant systemd Smtp.Port, Smtp:Port", overFile, StringComparison.Ordinal);
        Assert.DoesNotContain("Smtp:Port", underEnvironment, StringComparison.Ordinal);
        Assert.Contains("Vouliez-vous dire « Smtp:Password »", underEnvironment, StringComparison.Ordinal);
        Assert.DoesNotContain("autre", underEnvironment, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, overFile + underEnvironment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Smtp\": { \"Password\": [\"" + Secret + "\"] } }")]
    [InlineData("{ \"Smtp\": { \"Password\": \"" + Secret + "\\n\" } }")]
    [InlineData("{ \"Smtp\": { \"Pasword\": \"" + Secret + "\" } }")]
    [InlineData("{ \"Smtp\": { \"Password\": \"" + Secret + " }")]
    [InlineData("{ \"Database\": { \"Kind\": \"PostgreSql\", \"ConnectionString\": \"Mot=" + Secret + "\" } }")]
    [InlineData("{ \"Database\": { \"Kind\": \"PostgreSql\", \"ConnectionString\": \"Host=127.0.0.1;Port=1;Password=" + Secret + "\" } }")]
    public async Task Secret_InAFault_IsNeverShownNorLogged(string content)
    {
        await File.WriteAllTextAsync(ConfigPath, content);

        var (_, said, alsoSaid) = await BareCommand.RunAsync("check", "--json", "--config", ConfigPath);
        var (code, output, error) = await BareCommand.RunAsync("serve", "--config", ConfigPath, "--data", _folder);

        Assert.NotEqual(0, code);
        var logs = Path.Combine(_folder, "logs");
        var logged = Directory.Exists(logs) ? string.Concat(Directory.EnumerateFiles(logs).Select(File.ReadAllText)) : "";
        Assert.DoesNotContain(Secret, said + alsoSaid + output + error + logged, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_WrongBase_IsBlamedOnTheOption()
    {
        var (code, _, error) = await BareCommand.RunAsync("commune", "list", "--data", _folder, "--base", "https://x");

        Assert.Equal(2, code);
        Assert.Contains("option --base", error, StringComparison.Ordinal);
    }
}
