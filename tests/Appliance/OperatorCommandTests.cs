using System.Text.Json;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Tests;

/// <summary>Roles that end and domains that change, by the command.</summary>
public sealed class OperatorCommandTests
{
    [Fact]
    public async Task AgentRemove_EndsTheNamedRolesAtOnceAndKeepsTheOthers()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502", "50129");
        foreach (var (insee, role) in ((string, string)[])[("50502", "Accueil"), ("50502", "Elu"), ("50129", "Accueil")])
        {
            Assert.Equal(0, (await ApplianceProcess.RunAsync(appliance.Settings, "agent", "invite", "jeanne@exemple.fr", "--commune", insee, "--role", role)).Code);
        }

        var (code, output, error) = await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "Jeanne@Exemple.fr", "--commune", "50502", "--role", "Accueil", "--json");
        Assert.True(code == 0, error);
        Assert.Equal("50502", Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("ended").EnumerateArray()).GetProperty("insee").GetString());
        Assert.Equal(2, await HeldAsync(appliance));

        Assert.Equal(1, (await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "jeanne@exemple.fr", "--commune", "50502", "--role", "Accueil")).Code);
        Assert.Equal(1, (await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "autre@exemple.fr")).Code);
        Assert.Equal(0, (await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "jeanne@exemple.fr")).Code);
        Assert.Equal(0, await HeldAsync(appliance));
    }

    [Fact]
    public async Task AgentRemove_OfTheLastOperator_IsRefusedWithoutForce()
    {
        await using var appliance = await TestAppliance.StartAsync();
        string[] invite = ["agent", "invite", "morgan@exemple.fr", "--role", "SyndicatOperateur"];
        await ApplianceProcess.RunAsync(appliance.Settings, invite);
        await ApplianceProcess.RunAsync(appliance.Settings, "agent", "invite", "camille@exemple.fr", "--role", "SyndicatOperateur");

        Assert.Equal(0, (await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "camille@exemple.fr")).Code);
        var (code, _, error) = await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "morgan@exemple.fr");
        Assert.Equal(4, code);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal(1, await HeldAsync(appliance));

        Assert.Equal(0, (await ApplianceProcess.RunAsync(appliance.Settings, "agent", "remove", "morgan@exemple.fr", "--force")).Code);
        Assert.Equal(0, await HeldAsync(appliance));
    }

    [Fact]
    public async Task CommuneDomain_GivenThenReplacedThenRemoved_ServesRedirectsAndGoes()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502", "50129");
        Task<(int Code, string Out, string Err)> DomainAsync(params string[] words) => ApplianceProcess.RunAsync(appliance.Settings, ["commune", "domain", .. words]);

        Assert.Equal(0, (await DomainAsync("50502", "Mairie.Exemple.fr")).Code);
        var (code, output, error) = await DomainAsync("50502", "www.exemple.fr", "--json");
        Assert.True(code == 0, error);
        Assert.Equal(
            [("www.exemple.fr", false), ("mairie.exemple.fr", true)],
            JsonDocument.Parse(output).RootElement.GetProperty("domains").EnumerateArray().Select(row => (row.GetProperty("host").GetString()!, row.GetProperty("redirects").GetBoolean())));

        Assert.Equal(4, (await DomainAsync("50129", "www.exemple.fr")).Code);
        Assert.Equal(4, (await DomainAsync("50502", "autre." + appliance.Settings.Base.Split(':')[0])).Code);
        Assert.Equal(2, (await DomainAsync("50502", "https://www.exemple.fr/")).Code);
        Assert.Equal(2, (await DomainAsync("50502", "--remove")).Code);
        Assert.Equal(1, (await DomainAsync("50129", "www.exemple.fr", "--remove")).Code);
        Assert.Equal(0, (await DomainAsync("50502", "www.exemple.fr", "--remove")).Code);

        await using var db = appliance.Open(CommuneScope.Syndicat);
        Assert.Equal("mairie.exemple.fr", (await db.CommuneHosts.SingleAsync()).Host);
    }

    [Theory]
    [InlineData("0", true, "is-active --quiet beffroi.service\nrestart beffroi.service\n")]
    [InlineData("$([ $1 = restart ] && echo 1 || echo 0)", false, "is-active --quiet beffroi.service\nrestart beffroi.service\n")]
    [InlineData("3", false, "is-active --quiet beffroi.service\n")]
    public async Task Unit_IsRestartedWhereItRuns(string exit, bool expected, string asked)
    {
        Assert.SkipUnless(ProcessUser.UserId == 0, "Only root restarts a unit.");
        var folder = Directory.CreateTempSubdirectory("beffroi-unite-").FullName;
        try
        {
            var program = Path.Combine(folder, "systemctl");
            await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$*\" >> {folder}/asked\nexit {exit}\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

            Assert.Equal(expected, new ServiceUnit(program).RestartIfActive());
            Assert.Equal(asked, await File.ReadAllTextAsync(Path.Combine(folder, "asked"), TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Setup_ThatInvitedTheOperator_SaysWhichCommandOpensTheNetwork()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-redemarrer-").FullName;
        try
        {
            var (code, _, error) = await BareCommand.RunAsync(
                "setup", "--data", Path.Combine(folder, "donnees"), "--config", await EmptyAsync(folder), "--nom", "Syndicat", "--operateur", "op@exemple.fr");

            Assert.Equal(0, code);
            Assert.Contains("n’écoute que cette machine. Redémarrez-la : sudo systemctl restart beffroi", error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Credentials_OfTheService_FillWhatTheFileLeavesOut()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-identifiants-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Backup.S3.SecretKey"), "secret\n");

            var read = ConfigurationReader.Read(Path.Combine(folder, "beffroi.json"), mustExist: false, environment: new Dictionary<string, string>(), credentials: folder);

            Assert.Equal("secret", read.Settings.Backup.S3.SecretKey);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> EmptyAsync(string folder)
    {
        var path = Path.Combine(folder, "beffroi.json");
        await File.WriteAllTextAsync(path, "{}");
        return path;
    }

    private static async Task<int> HeldAsync(TestAppliance appliance)
    {
        await using var db = appliance.Open(CommuneScope.Syndicat);
        return await db.Memberships.CountAsync();
    }
}
