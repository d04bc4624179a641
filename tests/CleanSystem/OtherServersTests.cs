using Beffroi.CleanSystem.Tests.Lab;

namespace Beffroi.CleanSystem.Tests;

/// <summary>The servers that an appliance speaks to: the syndicate's mail server, and a backup target by SFTP.</summary>
public sealed class OtherServersTests
{
    private const string Target = "sftp://depot@127.0.0.1/home/depot/sauvegardes";

    [Fact]
    public async Task Setup_SendsATestMail()
    {
        await using var machine = await Machine.BootAsync("trixie");
        await machine.InstallAsync("curl", "python3-aiosmtpd");
        await machine.RunAsync("systemd-run --quiet --unit messagerie python3 -u -m aiosmtpd -n -l 127.0.0.1:2525 && sleep 2");

        var setup = await machine.SetUpAsync("--smtp-host 127.0.0.1 --smtp-port 2525 --smtp-security none --smtp-from ne-pas-repondre@communes.exemple.fr --test-courriel essai@exemple.fr");

        Assert.Contains("essai@exemple.fr", setup.Text, StringComparison.Ordinal);
        Assert.Contains("To: essai@exemple.fr", (await machine.RunAsync("journalctl -u messagerie -o cat --no-pager")).Out, StringComparison.Ordinal);

        // The invitation of the first operator goes the same way, once, by the job of the service.
        await machine.WaitReadyAsync();
        await machine.RunAsync("for i in $(seq 120); do journalctl -u messagerie -o cat --no-pager | grep -q 'To: .*operateur@exemple.fr' && exit 0; sleep 0.5; done; exit 1");
    }

    [Fact]
    public async Task NightlyWork_GoesToAnSftpServer_IsRehearsed_AndComesBack()
    {
        await using var machine = await Machine.BootAsync("trixie");
        await machine.InstallAsync("curl", "age");
        await machine.SetUpAsync();
        await machine.RunAsync("""
            useradd -m depot && install -d -o depot -m 0700 /home/depot/.ssh /home/depot/sauvegardes
            ssh-keygen -q -t ed25519 -N '' -f /etc/beffroi/depot && chown beffroi: /etc/beffroi/depot
            install -o depot -m 0600 /etc/beffroi/depot.pub /home/depot/.ssh/authorized_keys
            host=$(ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2)
            sed -i "s#// \"Target\": .*#\"Target\": \"TARGET\", \"Sftp\": { \"KeyFile\": \"/etc/beffroi/depot\", \"HostKey\": \"$host\" },#" /etc/beffroi/beffroi.json
            beffroi backup key > cle.txt && install -o beffroi -m 0400 cle.txt /etc/beffroi/cle-sauvegarde.txt
            sed -i 's#"Sftp": {#"IdentityFile": "/etc/beffroi/cle-sauvegarde.txt", &#' /etc/beffroi/beffroi.json
            beffroi check && systemctl restart beffroi
            """.ReplaceLineEndings("\n").Replace("TARGET", Target, StringComparison.Ordinal));
        await machine.WaitReadyAsync();

        await machine.RunAsync("beffroi jobs run sauvegarde && beffroi jobs run essai-restauration");
        Assert.Contains("50502", (await machine.RunAsync("beffroi backup list && beffroi commune list")).Out, StringComparison.Ordinal);

        await machine.RunAsync("beffroi commune add 50129 && systemctl stop beffroi");
        await machine.RunAsync($"beffroi restore {Target} --identity cle.txt --force && systemctl start beffroi");
        await machine.WaitReadyAsync();
        var communes = (await machine.RunAsync("beffroi commune list --json && beffroi log verify")).Out;
        Assert.Contains("50502", communes, StringComparison.Ordinal);
        Assert.DoesNotContain("50129", communes, StringComparison.Ordinal);
    }
}
