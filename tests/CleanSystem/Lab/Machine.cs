using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests.Lab;

/// <summary>A Debian that boots systemd in a network of its own, thrown away at the end. Its address is 192.0.2.10; the one who looks at it from outside is 192.0.2.1.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private static int s_count;

    private readonly Dictionary<string, string> _environment;
    private readonly ConcurrentQueue<Ran> _ran = new();
    private readonly string _name = $"bl{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";

    private Machine()
    {
        // tools/lab/clean.sh finds what a run that was cut off left behind by this name.
        Folder = Path.Combine("/tmp", "beffroi-lab-" + _name);
        _environment = new Dictionary<string, string> { ["LAB_DIR"] = Path.Combine(Folder, "lab"), ["LAB_NAME"] = _name, ["LAB_KEY"] = Path.Combine(Folder, "key") };
    }

    /// <summary>A folder of this computer for the machine's test.</summary>
    public string Folder { get; }

    /// <summary>The private key that opens the machine by ssh.</summary>
    public string Key => Path.Combine(Folder, "key");

    /// <summary>The machine's root folder as this computer sees it.</summary>
    public string Root => Path.Combine(Folder, "lab", "m", "root");

    /// <summary>Boots a clean Debian.</summary>
    public static async Task<Machine> BootAsync(string suite, params string[] options)
    {
        var root = LabEnvironment.Base(suite);
        var machine = new Machine();
        Directory.CreateDirectory(machine.Folder);
        var made = await Shell.TryAsync(new Dictionary<string, string>(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", machine.Key);
        Assert.True(made.Code == 0, made.ToString());
        var up = await machine.LabAsync(["up", "m", root, "10", .. options]);
        Assert.True(up.Code == 0 && up.Out.Trim() == "running", up.ToString());
        return machine;
    }

    /// <summary>Runs a line of shell inside, as root; whatever its code.</summary>
    public Task<Ran> TryAsync(string line) => LabAsync("exec", "m", "bash", "-c", "cd /root && " + line);

    /// <summary>Runs a line of shell inside, as root, which must end with 0.</summary>
    public async Task<Ran> RunAsync(string line)
    {
        var ran = await TryAsync(line);
        if (ran.Code != 0)
        {
            var journal = await LabAsync("exec", "m", "journalctl", "-u", "beffroi", "-n", "40", "--no-pager", "-o", "cat");
            Assert.Fail($"{ran}\n--- journal\n{journal.Out}\n--- before\n{string.Join('\n', _ran.Reverse().Skip(2).Take(4).Reverse())}");
        }

        return ran;
    }

    /// <summary>Installs Debian's own packages from the mirror.</summary>
    public async Task AddAsync(params string[] packages) => Succeeded(await LabAsync(["add", "m", .. packages]));

    /// <summary>Copies the package under test into root's home.</summary>
    public void BringPackage() => Copy(LabEnvironment.Package, "/root/beffroi.deb");

    /// <summary>Installs the package under test, after Debian's own packages of these names.</summary>
    public async Task InstallAsync(params string[] packages)
    {
        await AddAsync(packages);
        BringPackage();
        await RunAsync("apt-get install -y ./beffroi.deb");
    }

    /// <summary>Makes a syndicate ready with one commune, Saint-Lô.</summary>
    public Task<Ran> SetUpAsync(string options = "") =>
        RunAsync($"beffroi setup --base communes.exemple.fr --nom 'Syndicat d’Essai' --contact contact@exemple.fr --operateur operateur@exemple.fr --communes 50502 {options}");

    /// <summary>Copies a file into the machine.</summary>
    public void Copy(string file, string there)
    {
        var target = Root + there;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target, overwrite: true);
    }

    /// <summary>Writes a file of the machine.</summary>
    public void Write(string there, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + there)!);
        File.WriteAllText(Root + there, text);
    }

    /// <summary>Orderly poweroff, and boot again.</summary>
    public async Task RebootAsync() => Succeeded(await LabAsync("reboot", "m"));

    /// <summary>Pulls the plug, and boots again.</summary>
    public async Task CrashAsync() => Succeeded(await LabAsync("crash", "m"));

    /// <summary>Runs a program of this computer in the network outside the machine.</summary>
    public Task<Ran> OutsideAsync(IReadOnlyDictionary<string, string> environment, params string[] command) =>
        KeepAsync(Shell.TryAsync(environment, "ip", ["netns", "exec", _name + "-net", .. command]));

    /// <summary>Waits until the appliance says that it is ready.</summary>
    public Task WaitReadyAsync() =>
        RunAsync("for i in $(seq 120); do curl -sf http://127.0.0.1:8080/sante/ready && exit 0; sleep 0.25; done; exit 1");

    /// <summary>A browser outside: every host name leads to the machine, and Caddy's own authority is trusted as a public one would be.</summary>
    public TestBrowser Browse()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Root + "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"));
        return new TestBrowser(new SslClientAuthenticationOptions { CertificateChainPolicy = policy }, async (port, token) =>
        {
            var socket = NetworkNamespace.NewSocket(_name + "-net");
            await socket.ConnectAsync(IPAddress.Parse("192.0.2.10"), port, token);
            return socket;
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        var down = await LabAsync("down", "-a");
        Assert.True(down.Code == 0, down.ToString());
        Directory.Delete(Folder, recursive: true);
    }

    private static void Succeeded(Ran ran) => Assert.True(ran.Code == 0, ran.ToString());

    private Task<Ran> LabAsync(params string[] arguments) => KeepAsync(Shell.TryAsync(_environment, Path.Combine(LabEnvironment.Scripts, "lab.sh"), arguments));

    private async Task<Ran> KeepAsync(Task<Ran> running)
    {
        var ran = await running;
        _ran.Enqueue(ran);
        TestContext.Current.TestOutputHelper?.WriteLine($"{ran.Took.TotalSeconds,6:0.0} s  code {ran.Code}  {ran.Command}");
        return ran;
    }
}
