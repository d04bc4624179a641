using System.Text.Json;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Tests;

/// <summary>The command as a shell user types it: words, JSON, exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-commande-").FullName;

    private ApplianceSettings Settings => new() { Data = _folder, Base = "beffroi.localhost:8080" };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task CommuneAdd_TwiceThenShown_IsIdempotentAndSaysSo()
    {
        var (code, output, _) = await ApplianceProcess.RunAsync(Settings, "commune", "add", "50502", "--json");
        var (again, _, _) = await ApplianceProcess.RunAsync(Settings, "commune", "add", "50502");
        var (listed, list, _) = await ApplianceProcess.RunAsync(Settings, "commune", "list", "--json");

        Assert.Equal(0, code);
        var row = JsonDocument.Parse(output).RootElement;
        Assert.Equal("saint-lo", row.GetProperty("slug").GetString());
        Assert.Equal("saint-lo.beffroi.localhost:8080", row.GetProperty("host").GetString());
        Assert.Equal(4, again);
        Assert.Equal(0, listed);
        Assert.Equal(1, JsonDocument.Parse(list).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task AgentInvite_WithAQuality_KeepsItAndASecondOneReplacesIt()
    {
        string[] invite = ["agent", "invite", "jeanne@exemple.fr", "--commune", "50502", "--role", "AgentService", "--nom", "Jeanne Spécimen", "--qualite"];
        await using (var appliance = await TestAppliance.StartAsync(data: _folder))
        {
            await appliance.AddCommunesAsync("50502");
            foreach (var qualite in (string[])["adjointe administrative", "officière d’état civil"])
            {
                var (code, _, error) = await ApplianceProcess.RunAsync(appliance.Settings, [.. invite, qualite]);

                Assert.True(code == 0, error);
                await using var db = appliance.Open(Portal.Data.CommuneScope.Syndicat);
                Assert.Equal(qualite, (await db.Agents.SingleAsync()).Qualite);
            }

            var (refused, _, reason) = await ApplianceProcess.RunAsync(appliance.Settings, [.. invite, new string('x', 121)]);
            Assert.Equal(2, refused);
            Assert.Contains("120 caractères", reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("99999", 2)]
    [InlineData("1053", 2)]
    [InlineData("50 502 x", 2)]
    public async Task CommuneAdd_UnknownCode_IsBadUsageWithAReason(string insee, int expected)
    {
        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "commune", "add", insee);

        Assert.Equal(expected, code);
        Assert.NotEmpty(error.Trim());
    }

    [Fact]
    public async Task CommuneImport_KeepsGoodLinesAndListsBadOnes()
    {
        var file = Path.Combine(_folder, "communes.csv");
        await File.WriteAllTextAsync(file, "insee;courriel\n50502;mairie@exemple.fr\n50xx2;\n2A004;mairie@exemple.fr\n50502;\n29083;\n");

        var (code, output, _) = await ApplianceProcess.RunAsync(Settings, "commune", "import", file, "--json");

        Assert.Equal(3, code);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(3, answer.GetProperty("ajoutees").GetArrayLength());
        Assert.Equal([3, 5], answer.GetProperty("refusees").EnumerateArray().Select(line => line.GetProperty("ligne").GetInt32()));
    }

    [Fact]
    public async Task Command_OnADataDirectoryThatRefusesWrites_SaysWhatToDo()
    {
        var settings = Settings;
        settings.Data = "/proc/beffroi";

        var (code, _, error) = await ApplianceProcess.RunAsync(settings, "commune", "list");

        Assert.Equal(1, code);
        Assert.Contains("--data", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OnATakenPort_SaysSoAndFails()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();

        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "serve", "--listen", taken.LocalEndpoint.ToString()!);

        Assert.Equal(1, code);
        Assert.Contains("port", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownOption_IsBadUsage()
    {
        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "commune", "list", "--couleur");

        Assert.Equal(2, code);
        Assert.Contains("--couleur", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{ \"Listen\": ")]
    [InlineData("{ \"Database\": { \"Kind\": \"Oracle\" } }")]
    public async Task Config_MissingOrBroken_IsNamedWithoutAStackTrace(string? content)
    {
        var file = Path.Combine(_folder, "beffroi.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "commune", "list", "--config", file);

        Assert.Equal(2, code);
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_AmongRealCommunes_IsRefused()
    {
        await ApplianceProcess.RunAsync(Settings, "commune", "add", "50502");

        var (code, _, error) = await ApplianceProcess.RunAsync(Settings, "demo");

        Assert.Equal(4, code);
        Assert.Contains("--data", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_MakesTheSameWorldEachTime()
    {
        var (code, first, error) = await ApplianceProcess.RunAsync(Settings, "demo", "--json");
        var (again, second, _) = await ApplianceProcess.RunAsync(Settings, "demo", "--json");

        Assert.True(code == 0, error);
        Assert.Equal(0, again);
        Assert.Equal(first, second);
        var world = JsonDocument.Parse(first).RootElement;
        Assert.Equal(4, world.GetProperty("communes").GetArrayLength());
        // A refusal with its ways of appeal, and an answer: each with the address where anyone verifies it.
        var papers = world.GetProperty("papers").EnumerateArray().ToList();
        Assert.Equal(["Réponse à votre signalement", "Réponse négative de la mairie"], papers.Select(paper => paper.GetProperty("title").GetString()));
        Assert.All(papers, paper => Assert.EndsWith("/verifier/" + paper.GetProperty("code").GetString(), paper.GetProperty("url").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delais_PrintsDatesAndRejectsUnknownRules()
    {
        var file = Path.Combine(_folder, "delais.csv");
        await File.WriteAllTextAsync(file, "id,regle,entree_json\nA,silence-rejet,\"{\"\"reception_autorite_initiale\"\": \"\"2026-01-15\"\", \"\"mois\"\": 2}\"\nB,inconnue,{}\n");

        var (code, output, error) = await ApplianceProcess.RunAsync(Settings, "delais", file);

        Assert.Equal(3, code);
        Assert.Contains("A,2026-03-15", output, StringComparison.Ordinal);
        Assert.Contains("inconnue", error, StringComparison.Ordinal);
    }
}
