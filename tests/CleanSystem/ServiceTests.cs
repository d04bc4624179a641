using System.Globalization;
using Beffroi.CleanSystem.Tests.Guide;
using Beffroi.CleanSystem.Tests.Lab;

namespace Beffroi.CleanSystem.Tests;

/// <summary>The unit and the maintainer scripts on both Debians: what an operator sees when things go wrong.</summary>
public sealed class ServiceTests
{
    [Theory]
    [InlineData("bookworm")]
    [InlineData("trixie")]
    public async Task Service_ServesAgain_AfterADeath_AHang_AndARemoval(string suite)
    {
        await using var machine = await Machine.BootAsync(suite);
        await machine.InstallAsync("curl");
        await machine.RunAsync("systemctl is-active beffroi");

        var exposure = (await machine.RunAsync("systemd-analyze security beffroi --no-pager | tail -1")).Out;
        Assert.True(double.Parse(exposure.Split(": ")[1].Split(' ')[0], CultureInfo.InvariantCulture) <= 2.0, exposure);

        await machine.RunAsync("systemctl kill -s KILL beffroi");
        await ReturnsAsync(machine, restarts: 1);

        // A process that hangs is seen by the watchdog.
        machine.Write("/etc/systemd/system/beffroi.service.d/essai.conf", "[Service]\nWatchdogSec=3\nTimeoutAbortSec=2\n");
        await machine.RunAsync("systemctl daemon-reload && systemctl restart beffroi");
        await machine.RunAsync("sleep 4 && systemctl is-active beffroi && systemctl kill -s STOP beffroi");
        await ReturnsAsync(machine, restarts: 1);

        await machine.SetUpAsync();
        await machine.RunAsync("apt-get remove -y beffroi && ! getent hosts absent.invalid && test -s /var/lib/beffroi/portal.db && test -s /etc/beffroi/beffroi.json");
        await machine.RunAsync("apt-get install -y ./beffroi.deb && systemctl is-active beffroi && systemctl is-enabled beffroi");
        Assert.Contains("\"communes\":1", (await machine.RunAsync("curl -s http://127.0.0.1:8080/sante/ready")).Out, StringComparison.Ordinal);
        await machine.RunAsync("apt-get install -y --reinstall ./beffroi.deb");
        Assert.Contains("\"communes\":1", (await machine.RunAsync("curl -s http://127.0.0.1:8080/sante/ready")).Out, StringComparison.Ordinal);
        await machine.CrashAsync();
        await machine.WaitReadyAsync();
        Assert.Contains("0 chaîne(s) rompue(s)", (await machine.RunAsync("beffroi log verify")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_WhereThePortIsTaken_SaysWhyAndWhatToDo()
    {
        await using var machine = await Machine.BootAsync("bookworm");
        machine.BringPackage();
        await machine.RunAsync("systemd-run --quiet python3 -m http.server 8080 --bind 127.0.0.1 && sleep 1");

        var install = await machine.RunAsync("apt-get install -y ./beffroi.deb");
        Assert.Contains("127.0.0.1:8080 est déjà pris", install.Text, StringComparison.Ordinal);
        Assert.Contains("Listen", install.Text, StringComparison.Ordinal);

        // What it said mends it.
        await machine.RunAsync("sed -i 's#// \"Listen\": .*#\"Listen\": \"127.0.0.1:8090\",#' /etc/beffroi/beffroi.json && systemctl reset-failed beffroi && systemctl start beffroi");
        Assert.Equal("active", (await machine.RunAsync("systemctl is-active beffroi")).Out.Trim());
    }

    // The libraries of the published program are inside it: once started it opens none.
    [Fact]
    public async Task Service_OutOfHandles_SaysSo_AndServesAgainWhenThereAreSome()
    {
        await using var machine = await Machine.BootAsync("bookworm");
        await machine.InstallAsync("curl");
        await machine.WaitReadyAsync();
        machine.Write("/root/foule.py", """
            import socket, time
            held = []
            for _ in range(200):
                try: held.append(socket.create_connection(("127.0.0.1", 8080), 1))
                except OSError: break
            time.sleep(10)
            """);

        await machine.RunAsync("pid=$(systemctl show -P MainPID beffroi); prlimit --pid $pid --nofile=$(($(ls /proc/$pid/fd | wc -l) + 6)): && python3 foule.py");
        Assert.Contains("LimitNOFILE", (await machine.RunAsync("grep -h LimitNOFILE /var/log/beffroi/*.json")).Out, StringComparison.Ordinal);
        // On a machine that is slow enough the program may end instead: systemd then starts it again.
        await machine.TryAsync("prlimit --pid $(systemctl show -P MainPID beffroi) --nofile=4096:");
        await machine.WaitReadyAsync();
        Assert.Contains("0 chaîne(s) rompue(s)", (await machine.RunAsync("beffroi log verify")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports80And443_BySocketsWithAGivenCertificate_AndASecretByCredential()
    {
        await using var machine = await Machine.BootAsync("trixie");
        await machine.InstallAsync("sudo", "curl", "openssl");
        await machine.RunAsync("""
            install -d -m 0755 /etc/beffroi/tls && openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=communes.exemple.fr \
              -addext 'subjectAltName=DNS:communes.exemple.fr,DNS:*.communes.exemple.fr' -keyout /etc/beffroi/tls/cle.pem -out /etc/beffroi/tls/certificat.pem 2>/dev/null
            chgrp beffroi /etc/beffroi/tls/cle.pem && chmod 0640 /etc/beffroi/tls/cle.pem
            """.ReplaceLineEndings("\n"));
        await machine.SetUpAsync();
        await machine.RunAsync("sed -i -e 's#// \"Certificate\"#\"Certificate\"#' -e 's#// \"Key\"#\"Key\"#' /etc/beffroi/beffroi.json && beffroi check");
        machine.Write("/etc/beffroi/secrets/smtp-password", "un mot de passe");
        machine.Write("/etc/systemd/system/beffroi.service.d/secrets.conf", "[Service]\nLoadCredential=Smtp.Password:/etc/beffroi/secrets/smtp-password\n");
        await machine.RunAsync("chmod 0600 /etc/beffroi/secrets/smtp-password && systemctl daemon-reload");
        var guide = new GuideReader();
        await guide.FollowAsync(machine, "sudo systemctl stop beffroi");
        await guide.FollowAsync(machine, "sudo systemctl enable --now beffroi.socket");
        await guide.FollowAsync(machine, "sudo systemctl start beffroi");

        Assert.Equal("200 2", await HomeAsync(machine));
        var plain = await machine.OutsideAsync(new Dictionary<string, string>(), "curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}",
            "--resolve", "saint-lo.communes.exemple.fr:80:192.0.2.10", "http://saint-lo.communes.exemple.fr/demarches");
        Assert.Equal("308 https://saint-lo.communes.exemple.fr/demarches", plain.Out);

        // The secret reached the appliance, and no log.
        Assert.Contains("Smtp.Password", (await machine.RunAsync("ls /run/credentials/beffroi.service")).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await machine.TryAsync("grep -r 'un mot de passe' /var/log /run/log 2>/dev/null || journalctl | grep 'un mot de passe'")).Code);

        // Without sockets, by the one capability that it takes.
        await machine.RunAsync("systemctl stop beffroi && systemctl disable --now beffroi.socket && sed -i 's#// \"Listen\": .*#\"Listen\": \"0.0.0.0:80, 0.0.0.0:443\",#' /etc/beffroi/beffroi.json && beffroi check");
        await machine.RunAsync("install -m 0644 /usr/share/doc/beffroi/examples/ports-80-443.conf /etc/systemd/system/beffroi.service.d/ports.conf && systemctl daemon-reload && systemctl start beffroi");
        Assert.Equal("200 2", await HomeAsync(machine));
        const string NetBindService = "0000000000000400";
        Assert.EndsWith(NetBindService, (await machine.RunAsync("grep CapEff /proc/$(systemctl show -P MainPID beffroi)/status")).Out.Trim(), StringComparison.Ordinal);
        await machine.RunAsync("apt-get purge -y beffroi && ! systemctl is-active beffroi.socket");
    }

    private static async Task<string> HomeAsync(Machine machine) =>
        (await machine.OutsideAsync(new Dictionary<string, string>(), "curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{http_version}", "--cacert", machine.Root + "/etc/beffroi/tls/certificat.pem",
            "--resolve", "saint-lo.communes.exemple.fr:443:192.0.2.10", "https://saint-lo.communes.exemple.fr/")).Out;

    private static async Task ReturnsAsync(Machine machine, int restarts)
    {
        await machine.RunAsync($"for i in $(seq 100); do [ \"$(systemctl show -P NRestarts beffroi)\" -ge {restarts} ] && break; sleep 0.25; done; [ \"$(systemctl show -P NRestarts beffroi)\" -ge {restarts} ]");
        await machine.WaitReadyAsync();
        await machine.RunAsync("systemctl reset-failed beffroi");
    }
}
