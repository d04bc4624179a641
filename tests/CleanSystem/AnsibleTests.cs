using System.Text.RegularExpressions;
using Beffroi.CleanSystem.Tests.Guide;
using Beffroi.CleanSystem.Tests.Lab;
using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests;

/// <summary>The playbooks, run from outside over ssh against a clean Debian, with the guide's commands.</summary>
public sealed partial class AnsibleTests
{
    [Fact]
    public async Task Playbooks_OnACleanDebian_InstallOnce_Upgrade_AndRestore()
    {
        await using var machine = await Machine.BootAsync("trixie");
        await machine.AddAsync("sudo", "curl", "caddy", "age", "prometheus-node-exporter", "prometheus");
        var guide = new GuideReader();
        var books = await MakeInventoryAsync(machine, guide);

        var looked = await PlayAsync(machine, books, guide.Next("ansible-playbook -i inventory.yml site.yml --check --diff"));
        Assert.False(File.Exists(machine.Root + "/usr/bin/beffroi"), looked.ToString());

        var site = guide.Next("ansible-playbook -i inventory.yml site.yml");
        await PlayAsync(machine, books, site);
        await machine.RunAsync("beffroi setup --nom 'Syndicat d’Essai' --contact contact@exemple.fr --operateur operateur@exemple.fr --communes 50502");
        await machine.WaitReadyAsync();
        var again = await PlayAsync(machine, books, site + " --diff");
        Assert.True(Changes(again) == 0, again.ToString());
        using (var browser = machine.Browse())
        {
            Assert.Equal("accueil", (await browser.GetAsync("https://saint-lo.communes.exemple.fr/")).Name);
        }

        // Debian's own client speaks HTTP/3.
        Assert.Equal("200 3", (await machine.RunAsync("curl --http3-only -sk -o /dev/null -w '%{http_code} %{http_version}' --resolve saint-lo.communes.exemple.fr:443:192.0.2.10 https://saint-lo.communes.exemple.fr/")).Out);

        // The rules and the targets of the monitoring hold.
        Assert.Contains("SUCCESS", (await machine.RunAsync("promtool check config /etc/beffroi/surveillance/prometheus.yml && promtool check rules /etc/beffroi/surveillance/alertes.yml")).Text, StringComparison.Ordinal);

        await PlayAsync(machine, books, guide.Next("ansible-playbook -i inventory.yml upgrade.yml"));
        Assert.NotEmpty(Directory.GetFiles(machine.Root + "/mnt/sauvegardes/backups", "*.json"));

        await machine.RunAsync("beffroi commune add 50129");
        var restored = await PlayAsync(machine, books, guide.Next("ansible-playbook -i inventory.yml restore.yml"));
        Assert.True(Changes(restored) > 0);
        var communes = (await machine.RunAsync("beffroi commune list --json")).Out;
        Assert.Contains("50502", communes, StringComparison.Ordinal);
        Assert.DoesNotContain("50129", communes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Playbooks_HaveNoFaultThatAnsibleLintKnows()
    {
        _ = LabEnvironment.Package;
        var ran = await Shell.TryAsync(
            new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" },
            "sh", "-c", $"cd '{Repository.File("packaging/ansible")}' && ansible-lint --nocolor --offline --profile production site.yml upgrade.yml restore.yml inventory.example.yml roles/*");
        Assert.True(ran.Code == 0, ran.ToString());
    }

    // The example of the inventory, with the values that a reader replaces; the folder of the playbooks is copied beside it.
    private static async Task<string> MakeInventoryAsync(Machine machine, GuideReader guide)
    {
        var books = Path.Combine(machine.Folder, "ansible");
        var copied = await Shell.TryAsync(new Dictionary<string, string>(), "cp", "-r", Repository.File("packaging/ansible"), books);
        Assert.True(copied.Code == 0, copied.ToString());
        var made = await Shell.TryAsync(new Dictionary<string, string>(), "sh", "-c", $"cd {books} && {guide.Next("cp inventory.example.yml")} && age-keygen -o cle-sauvegarde.txt");
        Assert.True(made.Code == 0, made.ToString());
        var recipient = RecipientLine().Match(made.Text).Value;

        var path = Path.Combine(books, "inventory.yml");
        var text = await File.ReadAllTextAsync(path);
        foreach (var (word, by) in ((string, string)[])
        [
            ("ansible_user: root", $"ansible_user: root\n          ansible_ssh_private_key_file: {machine.Key}\n          ansible_python_interpreter: /usr/bin/python3"),
            ("pkg_deb: ./beffroi_VERSION_amd64.deb", $"pkg_deb: {LabEnvironment.Package}"),
            ("caddy_tls: on_demand", "caddy_tls: internal"),
            ("# backup_target: s3://syndicat-sauvegardes/beffroi1", "backup_target: /mnt/sauvegardes"),
            ("# backup_recipients:", "backup_recipients:"),
            ("#   - age1…", "  - " + recipient),
        ])
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
            text = text.Replace(word, by, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(path, text);
        return books;
    }

    private static async Task<Ran> PlayAsync(Machine machine, string books, string command)
    {
        var ran = await machine.OutsideAsync(
            new Dictionary<string, string>
            {
                ["ANSIBLE_HOST_KEY_CHECKING"] = "False",
                ["ANSIBLE_PIPELINING"] = "True",
                ["ANSIBLE_NOCOLOR"] = "1",
                ["ANSIBLE_LOCAL_TEMP"] = Path.Combine(machine.Folder, "tmp"),
                ["ANSIBLE_SSH_CONTROL_PATH_DIR"] = Path.Combine(machine.Folder, "cp"),
                ["LC_ALL"] = "C.UTF-8",
            },
            "bash", "-c", $"cd {books} && {command}");
        Assert.True(ran.Code == 0, ran.ToString());
        return ran;
    }

    private static int Changes(Ran ran) => int.Parse(ChangedCount().Match(ran.Out).Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("age1[0-9a-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecipientLine();

    [GeneratedRegex(@"changed=(?<count>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChangedCount();
}
