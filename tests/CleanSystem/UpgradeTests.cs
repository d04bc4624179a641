using Beffroi.CleanSystem.Tests.Lab;

namespace Beffroi.CleanSystem.Tests;

/// <summary>A newer package over an older one that has data: it comes up to date, or everything is as before.</summary>
public sealed class UpgradeTests
{
    private const string Setup = "beffroi setup --base communes.exemple.fr --nom 'Syndicat d’Essai' --contact contact@exemple.fr --operateur operateur@exemple.fr --communes 50502,50129";

    public static TheoryData<string, string> Former => [.. Packages.Former.Select(former => new TheoryDataRow<string, string>(former.Version, former.Commit))];

    [Theory]
    [MemberData(nameof(Former))]
    public async Task Upgrade_FromAFormerPackage_ReturnsWhenTheMigrationIsBad_AndKeepsTheData(string version, string commit)
    {
        var former = await Packages.OfAsync(version, commit);
        await using var machine = await Machine.BootAsync("bookworm");
        await machine.AddAsync("curl");
        machine.Copy(former, "/root/former.deb");
        machine.BringPackage();
        await machine.RunAsync("apt-get install -y ./former.deb && runuser -u beffroi -- beffroi commune add 50502 && runuser -u beffroi -- beffroi commune add 50129");
        var before = (await machine.RunAsync("runuser -u beffroi -- beffroi commune list --json")).Out;

        machine.Write("/root/sabotage.sql", "DELETE FROM communes;");
        var sabotaged = await machine.RunAsync("chmod 755 /root && BEFFROI_ESSAI_MIGRATION=/root/sabotage.sql apt-get install -y ./beffroi.deb");
        Assert.Contains($"la version précédente ({version}) sert de nouveau", sabotaged.Text, StringComparison.Ordinal);
        await machine.WaitReadyAsync();
        Assert.Equal("/usr/lib/beffroi.previous/beffroi", (await machine.RunAsync("readlink /proc/$(systemctl show -P MainPID beffroi)/exe")).Out.Trim());
        Assert.Equal(before, (await machine.RunAsync("runuser -u beffroi -- beffroi commune list --json")).Out);

        // The cause is gone: what the message said.
        await machine.RunAsync("apt-get install -y --reinstall ./beffroi.deb");
        await machine.WaitReadyAsync();
        Assert.Equal("/usr/lib/beffroi/beffroi", (await machine.RunAsync("readlink /proc/$(systemctl show -P MainPID beffroi)/exe")).Out.Trim());
        Assert.Contains("50129", (await machine.RunAsync("beffroi commune list --json && beffroi log verify")).Out, StringComparison.Ordinal);
        Assert.NotEqual(0, (await machine.TryAsync("ls -d /usr/lib/beffroi.previous")).Code);
    }

    [Fact]
    public async Task Upgrade_ToAProgramThatDoesNotStart_Returns_AndOneCutByAPowerLossIsFinished()
    {
        await using var machine = await Machine.BootAsync("trixie");
        await machine.AddAsync("curl");
        var dead = await Packages.LaterAsync(machine.Folder, "99.1.0", """
            mv usr/lib/beffroi/beffroi usr/lib/beffroi/beffroi.vrai
            printf '#!/bin/sh\n[ "$1" = serve ] && { echo "Essai : ne démarre pas." >&2; exit 1; }\nexec /usr/lib/beffroi/beffroi.vrai "$@"\n' > usr/lib/beffroi/beffroi
            chmod 755 usr/lib/beffroi/beffroi
            """);
        var good = await Packages.LaterAsync(machine.Folder, "99.2.0", "true");
        machine.BringPackage();
        machine.Copy(dead, "/root/dead.deb");
        machine.Copy(good, "/root/good.deb");
        await machine.RunAsync("apt-get install -y ./beffroi.deb");
        await machine.RunAsync(Setup);
        await machine.WaitReadyAsync();
        var before = (await machine.RunAsync("beffroi commune list --json")).Out;

        var upgrade = await machine.RunAsync("apt-get install -y ./dead.deb");
        Assert.Contains("Essai : ne démarre pas.", upgrade.Text, StringComparison.Ordinal);
        Assert.Contains("sert de nouveau, avec les données d’avant", upgrade.Text, StringComparison.Ordinal);
        await machine.WaitReadyAsync();
        Assert.Equal(before, (await machine.RunAsync("beffroi commune list --json")).Out);

        // The plug is pulled while the data is migrated (a migration that takes its time), and dpkg told to go on.
        machine.Write("/root/lent.sql", "CREATE TABLE lent AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT i FROM n;");
        await machine.RunAsync("chmod 755 /root && BEFFROI_ESSAI_MIGRATION=/root/lent.sql systemd-run --quiet --setenv=BEFFROI_ESSAI_MIGRATION=/root/lent.sql --unit=essai apt-get install -y /root/good.deb");
        await machine.RunAsync("for i in $(seq 240); do ls /var/lib/beffroi/avant-mise-a-jour/*/portal.db >/dev/null 2>&1 && break; sleep 0.1; done; ls /var/lib/beffroi/avant-mise-a-jour; sleep 1");
        await machine.CrashAsync();
        await machine.RunAsync("dpkg --configure -a; apt-get install -y --fix-broken");
        await machine.WaitReadyAsync();
        Assert.Equal(before, (await machine.RunAsync("beffroi commune list --json")).Out);
        await machine.RunAsync("beffroi log verify && [ \"$(dpkg-query -W -f '${Status}' beffroi)\" = 'install ok installed' ]");
    }
}
