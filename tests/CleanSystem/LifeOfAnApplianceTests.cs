using System.Diagnostics;
using Beffroi.CleanSystem.Tests.Guide;
using Beffroi.CleanSystem.Tests.Lab;
using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests;

/// <summary>The operators' guide, followed from a bare Debian to the day when the machine is lost and comes back.</summary>
public sealed class LifeOfAnApplianceTests
{
    private const string Commune = "https://saint-lo.communes.exemple.fr";

    // Followed by the tests named here, or for a person's eyes only.
    private static readonly string[] s_elsewhere =
    [
        "ansible-playbook", "cp inventory.example.yml",
        "sudo apt install postgresql", "sudo -u postgres", "systemctl stop beffroi", "runuser -u beffroi -- /usr/lib/beffroi/beffroi upgrade", "apt-get install --reinstall",
        "sudo systemctl stop beffroi", "sudo systemctl enable --now beffroi.socket", "sudo systemctl start beffroi",
    ];

    [Fact]
    public async Task Guide_FollowedOnABareDebian_ServesWithinTenMinutes_AndSurvivesTheLossOfTheMachine()
    {
        await using var machine = await Machine.BootAsync("bookworm");
        var guide = new GuideReader();
        // What any server has, and what apt would fetch.
        await machine.AddAsync("sudo", "curl", "jq", "caddy", "age");
        machine.BringPackage();

        var clock = Stopwatch.StartNew();
        await InstallAsync(machine, guide);
        var code = await FileAsync(machine);
        TestContext.Current.TestOutputHelper?.WriteLine($"From a bare Debian to the first dossier: {clock.Elapsed.TotalSeconds:0} s, downloads excluded.");
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(10));

        await OperateAsync(machine, guide);
        await machine.RebootAsync();
        await machine.WaitReadyAsync();
        await FollowDossierAsync(machine, code);

        await LoseAndRestoreAsync(machine, guide);
        await FollowDossierAsync(machine, code);
        await ReturnOneCommuneAsync(machine, guide);
        await FollowDossierAsync(machine, code);

        Assert.DoesNotContain(guide.Left, command => !s_elsewhere.Any(start => command.StartsWith(start, StringComparison.Ordinal)));
    }

    private static async Task InstallAsync(Machine machine, GuideReader guide)
    {
        await guide.FollowAsync(machine, "sudo apt install ./beffroi_", ("./beffroi_VERSION_amd64.deb", "/root/beffroi.deb"), ("apt install", "apt-get install -y"));
        await machine.WaitReadyAsync();
        Assert.Contains("\"installe\":false", (await guide.FollowAsync(machine, "curl http://127.0.0.1:8080/sante/ready")).Out, StringComparison.Ordinal);

        // Nothing is open to the network before an operator exists.
        Assert.NotEqual(0, (await machine.OutsideAsync(new Dictionary<string, string>(), "curl", "-s", "-m", "5", "http://192.0.2.10:8080/")).Code);

        var setup = await guide.FollowAsync(machine, "sudo beffroi setup");
        Assert.Contains("https://sso.communes.exemple.fr/invitation?", setup.Text, StringComparison.Ordinal);
        await guide.FollowAsync(machine, "sudo cp /usr/share/doc/beffroi/examples/Caddyfile");
        // No public authority is reachable from here: Caddy's own signs instead.
        await machine.RunAsync("sed -i '/^{/a local_certs\\nskip_install_trust' /etc/caddy/Caddyfile");
        await guide.FollowAsync(machine, "sudo systemctl reload caddy");
        await machine.WaitReadyAsync();
        await machine.RunAsync("for i in $(seq 40); do [ -e /var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt ] && exit 0; sleep 0.25; done; exit 1");
        machine.Copy(machine.Root + "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt", "/usr/local/share/ca-certificates/caddy.crt");
        await machine.RunAsync("update-ca-certificates && for name in communes bureau.communes saint-lo.communes; do echo 127.0.0.1 $name.exemple.fr; done >> /etc/hosts");
        Assert.Contains("HTTP/2 200", (await guide.FollowAsync(machine, "curl -I https://communes.exemple.fr/")).Out, StringComparison.Ordinal);

        using var browser = machine.Browse();
        var home = await browser.GetAsync(Commune + "/");
        Assert.Equal(System.Net.HttpStatusCode.OK, home.Status);
        Assert.NotEmpty(home.Headers.GetValues("Strict-Transport-Security"));
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync("https://autre.exemple.com/"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync(Commune + "/sante/hote?domain=x")).Status);
    }

    // A person outside files a démarche, by the form, over HTTPS.
    private static async Task<string> FileAsync(Machine machine)
    {
        using var browser = machine.Browse();
        var answers = new Dictionary<string, string>
        {
            ["f.objet"] = "Une question",
            ["f.message"] = "Bonjour, une question.",
            ["f.demandeur-nom"] = "Modèle",
            ["f.demandeur-prenom"] = "Camille",
            ["f.courriel"] = "camille.modele@exemple.fr",
            ["f.adresse.ligne1"] = "3 rue de l’Exemple",
            ["f.adresse.codepostal"] = "50000",
            ["f.adresse.ville"] = "Saint-Lô",
        };
        var page = await browser.GetAsync(Commune + "/demarches/contact-mairie/demande");
        while (page.Html.QuerySelector("form[data-form=envoyer]") is null)
        {
            var form = page.Form("demande");
            page = await browser.SubmitAsync(page, "demande", answers.Where(answer => form.QuerySelector($"[name='{answer.Key}']") is not null).ToDictionary());
        }

        page = await browser.SubmitAsync(page, "envoyer");
        Assert.Equal("application/pdf", (await browser.GetAsync(Commune + "/demarches/contact-mairie/demande/recu.pdf")).MediaType);
        return page.TextOf("code-suivi");
    }

    private static async Task FollowDossierAsync(Machine machine, string code)
    {
        using var browser = machine.Browse();
        var page = await browser.GetAsync(Commune + "/suivi");
        page = await browser.SubmitAsync(page, "suivi", new Dictionary<string, string> { ["code"] = code });
        Assert.Equal("reception", page.Find("phase")?.GetAttribute("data-phase"));
    }

    // The chapters on daily work, in the guide's order.
    private static async Task OperateAsync(Machine machine, GuideReader guide)
    {
        await guide.FollowAsync(machine, "beffroi check");
        await guide.FollowAsync(machine, "beffroi check --schema");
        Assert.Contains("200", (await guide.FollowAsync(machine, "curl -i 'http://127.0.0.1:8080/sante/hote")).Out, StringComparison.Ordinal);
        await guide.FollowAsync(machine, "curl -I https://bureau.communes.exemple.fr/");
        await guide.FollowAsync(machine, "journalctl -u caddy");
        await guide.FollowAsync(machine, "caddy adapt");

        // Already there since the setup: a rule refuses, and says so.
        Assert.Equal(4, (await machine.TryAsync(guide.Next("beffroi commune add 50502"))).Code);
        await guide.FollowAsync(machine, "beffroi commune add --departement");
        machine.Write("/root/communes.csv", GuideReader.Example("csv", "insee;"));
        // The department's communes are there already, and so is the file's.
        Assert.Contains("déjà présente", (await guide.FollowAsync(machine, "beffroi commune import communes.csv")).Text, StringComparison.Ordinal);
        Assert.Contains("Saint-Lô", (await guide.FollowAsync(machine, "beffroi commune list")).Out, StringComparison.Ordinal);
        await guide.FollowAsync(machine, "beffroi commune show 50502");

        for (var invitations = 0; invitations < 4; invitations++)
        {
            Assert.Contains("/invitation?", (await guide.FollowAsync(machine, "beffroi agent invite")).Text, StringComparison.Ordinal);
        }

        Assert.Contains("client_secret", (await guide.FollowAsync(machine, "beffroi application add")).Out, StringComparison.Ordinal);
        Assert.Contains("\"installe\":true", (await guide.FollowAsync(machine, "curl http://127.0.0.1:8080/sante/ready")).Out, StringComparison.Ordinal);
        Assert.Empty((await guide.FollowAsync(machine, "jq -c 'select(.\"@l\"")).Out);
        await guide.FollowAsync(machine, "jq -c 'select(.RequestId");
        Assert.Contains("0 chaîne(s) rompue(s)", (await guide.FollowAsync(machine, "beffroi log verify")).Text, StringComparison.Ordinal);
        await guide.FollowAsync(machine, "beffroi log verify --commune 50502");
        machine.Write("/root/dates.csv", GuideReader.Example("csv", "id,regle"));
        Assert.Equal("id,date\nA,2026-12-08\nB,2027-01-24", (await guide.FollowAsync(machine, "beffroi delais")).Out.Trim().ReplaceLineEndings("\n"));

        foreach (var start in (string[])["sudo -u beffroi beffroi doctor", "sudo -u beffroi beffroi doctor --json", "sudo -u beffroi beffroi doctor --complet"])
        {
            // No name server is reachable from here: a finding, and the only kind.
            var doctor = await machine.TryAsync(guide.Next(start));
            Assert.True(doctor.Code is 1 or 3, doctor.ToString());
        }
    }

    private static async Task LoseAndRestoreAsync(Machine machine, GuideReader guide)
    {
        await guide.FollowAsync(machine, "beffroi backup key > cle-sauvegarde.txt");
        await guide.FollowAsync(machine, "sudo install -d -o beffroi");
        await guide.FollowAsync(machine, "sudo mkdir -p /etc/systemd/system/beffroi.service.d");
        await guide.FollowAsync(machine, "printf '[Service]");
        await machine.RunAsync("sed -i -E 's#// \"Target\": \"[^\"]*\",.*#\"Target\": \"/mnt/sauvegardes\",#' /etc/beffroi/beffroi.json");
        await guide.FollowAsync(machine, "sudo systemctl daemon-reload");
        await guide.FollowAsync(machine, "sudo systemctl restart beffroi");
        await machine.WaitReadyAsync();
        await guide.FollowAsync(machine, "beffroi backup");
        await guide.FollowAsync(machine, "beffroi backup --to /mnt/sauvegardes");
        // The nightly job writes there too, from inside the unit's walls.
        await machine.RunAsync("beffroi jobs run sauvegarde");
        Assert.Equal(3, Directory.GetFiles(machine.Root + "/mnt/sauvegardes", "*.json", SearchOption.AllDirectories).Length);
        await guide.FollowAsync(machine, "beffroi backup list");

        await guide.FollowAsync(machine, "sudo apt purge beffroi", ("apt purge", "apt-get purge -y"));
        // What is left was made by the administrator.
        Assert.Equal("/etc/systemd/system/beffroi.service.d", (await machine.RunAsync("find /etc /var/lib /var/log /usr -xdev -path '*dpkg*' -prune -o -name '*beffroi*' -print")).Out.Trim());
        Assert.NotEqual(0, (await machine.TryAsync("getent passwd beffroi")).Code);

        await machine.RunAsync("apt-get install -y /root/beffroi.deb");
        await guide.FollowAsync(machine, "systemctl stop beffroi");
        await guide.FollowAsync(machine, "beffroi restore /mnt/sauvegardes --identity cle-sauvegarde.txt");
        await guide.FollowAsync(machine, "sudo install -m 0640 -g beffroi");
        await guide.FollowAsync(machine, "systemctl start beffroi");
        await machine.WaitReadyAsync();
        await guide.FollowAsync(machine, "beffroi log verify");
    }

    private static async Task ReturnOneCommuneAsync(Machine machine, GuideReader guide)
    {
        await guide.FollowAsync(machine, "beffroi commune restore 50502");
        await machine.RunAsync("systemctl stop beffroi");
        await guide.FollowAsync(machine, "beffroi restore /mnt/sauvegardes --identity cle-sauvegarde.txt --force");
        await machine.RunAsync("systemctl start beffroi");
        await machine.WaitReadyAsync();
    }
}
