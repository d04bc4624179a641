using System.Net;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>A page in the middle of a database that a disk gave back wrong. A damaged backup: <see cref="Backups.BackupFaultTests"/>.</summary>
public sealed class DamagedPageTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("commune list")]
    [InlineData("log verify")]
    public async Task Command_ThatReadsTheDamagedPage_SaysWhatToDoAndFails(string command)
    {
        using var world = await FaultWorld.MakeAsync();
        world.DamagePageOf("communes", "portal");

        var (code, _, error) = await world.RunAsync(command == "serve" ? world.Serve : command.Split(' '));

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, world.Data, "page abîmée", "systemctl stop beffroi", "beffroi doctor --complet", "beffroi restore");
    }

    [Fact]
    public async Task LogVerify_WithItsOwnTableDamaged_DoesNotSayThatAllHolds()
    {
        using var world = await FaultWorld.MakeAsync();
        world.DamagePageOf("dossier_events", "portal");

        var (code, _, error) = await world.RunAsync("log", "verify");

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, "page abîmée");
    }

    [Theory]
    [InlineData("portal", "dossier_events")]
    [InlineData("identity", "accounts")]
    public async Task DoctorAndBackupAndUpgrade_NameTheDatabaseAndTouchNothing(string database, string table)
    {
        using var world = await FaultWorld.MakeAsync();
        world.DamagePageOf(table, database);
        var before = await File.ReadAllBytesAsync(Path.Combine(world.Data, database + ".db"), TestContext.Current.CancellationToken);

        var (doctor, findings, _) = await world.RunAsync("doctor");
        Assert.Equal(1, doctor);
        FaultWorld.AssertSays(findings, database + ".db est abîmé", "beffroi restore");

        var (backup, _, refused) = await world.RunAsync("backup", "--to", world.File("depot"));
        Assert.Equal(1, backup);
        FaultWorld.AssertSays(refused, database + ".db", "page abîmée", "beffroi restore");
        Assert.False(Directory.Exists(world.File("depot/backups")));

        var (upgrade, error) = await world.UpgradeAsync("CREATE TABLE essai (x)");
        Assert.Equal(1, upgrade);
        FaultWorld.AssertSays(error, database + ".db", "abîmée", "beffroi restore", "Rien n’a été changé");
        Assert.False(Directory.Exists(Path.Combine(world.Data, "avant-mise-a-jour")));
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(world.Data, database + ".db"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Serve_WithTheAccountsDamaged_ServesTheCommunesAndSaysToWaitWhereItCannot()
    {
        using var world = await FaultWorld.MakeAsync();
        world.DamagePageOf("accounts", "identity");
        var serving = await world.ServeAsync();
        using var browser = new TestBrowser(world.Port);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"http://saint-lo.{world.Settings.Base}/demarches")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await FaultWorld.SignInAsync(browser, world.Settings.Base)).Status);
        Assert.Equal(0, await FaultWorld.StopAsync(serving));
    }
}
