using Beffroi.CleanSystem.Tests.Guide;
using Beffroi.CleanSystem.Tests.Lab;

namespace Beffroi.CleanSystem.Tests;

/// <summary>The guide's way to PostgreSQL on the same machine, with a backup and its return.</summary>
public sealed class PostgreSqlTests
{
    [Fact]
    public async Task PostgreSql_OnTheSameMachine_Serves_AndComesBackFromABackup()
    {
        await using var machine = await Machine.BootAsync("trixie");
        var guide = new GuideReader();
        await machine.InstallAsync("sudo", "curl", "age", "postgresql");
        await guide.FollowAsync(machine, "sudo apt install postgresql");
        await guide.FollowAsync(machine, "sudo -u postgres createuser");
        await guide.FollowAsync(machine, "sudo -u postgres createdb");
        var section = GuideReader.Example("json", "\"Database\": {").Trim();
        machine.Write("/etc/beffroi/beffroi.json", $"{{\n  {section}\n}}\n");
        await machine.SetUpAsync();
        await machine.WaitReadyAsync();
        Assert.Contains("PostgreSql", (await machine.RunAsync("beffroi version")).Out, StringComparison.OrdinalIgnoreCase);

        await machine.RunAsync("install -d -o beffroi -g beffroi -m 0700 /mnt/sauvegardes && beffroi backup key > cle.txt && beffroi backup --to /mnt/sauvegardes");
        await machine.RunAsync("beffroi commune add 50129");
        await guide.FollowAsync(machine, "systemctl stop beffroi");
        await machine.RunAsync("beffroi restore /mnt/sauvegardes --identity cle.txt --force && systemctl start beffroi");
        await machine.WaitReadyAsync();
        var communes = (await machine.RunAsync("beffroi commune list --json && beffroi log verify")).Out;
        Assert.Contains("50502", communes, StringComparison.Ordinal);
        Assert.DoesNotContain("50129", communes, StringComparison.Ordinal);

        await guide.FollowAsync(machine, "systemctl stop beffroi");
        await guide.FollowAsync(machine, "runuser -u beffroi -- /usr/lib/beffroi/beffroi upgrade --sans-copie");
        await guide.FollowAsync(machine, "apt-get install --reinstall", (" beffroi", " -y ./beffroi.deb"));
        await machine.WaitReadyAsync();
    }
}
