using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>A copy of a data directory with one commune, three dossiers and an agent; commands run on it as in production.</summary>
internal sealed class FaultWorld : IDisposable
{
    public const string Form = "/demarches/signalement-voirie/demande";
    public const string Agent = "agent@exemple.fr";

    private static readonly Lazy<Task<string>> s_template = new(MakeTemplateAsync);

    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-faute-").FullName;

    private readonly List<Process> _started = [];

    private FaultWorld()
    {
    }

    public string Data => Path.Combine(_folder, "data");

    public int Port { get; } = FreePort.Find();

    public ApplianceSettings Settings => new() { Data = Data, Base = $"beffroi.localhost:{Port}", Listen = $"127.0.0.1:{Port}" };

    public string[] Serve => ["serve", "--base", Settings.Base, "--listen", Settings.Listen];

    /// <summary>Copies the data into a folder of the test's own.</summary>
    /// <param name="prepare">Told the empty data directory first, to mount something there.</param>
    public static async Task<FaultWorld> MakeAsync(Action<string>? prepare = null)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The fault is one of files.");
        var template = await s_template.Value;
        var world = new FaultWorld();
        Directory.CreateDirectory(world.Data);
        prepare?.Invoke(world.Data);
        using var copy = Process.Start("cp", ["-a", template + "/.", world.Data]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
        return world;
    }

    public string File(string name) => Path.Combine(_folder, name);

    public Task<(int Code, string Out, string Err)> RunAsync(params string[] arguments) => RunAsync([], new Dictionary<string, string>(), arguments);

    public Task<(int Code, string Out, string Err)> RunAsync(IReadOnlyList<string> under, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        BareCommand.RunAsync(under, environment, [.. arguments, "--data", Data]);

    /// <summary>Serves the communes, with no waiting page: no syndicate is registered here.</summary>
    public async Task<Process> ServeAsync(IReadOnlyList<string>? under = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var serving = Start(
            under ?? [],
            new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["DOTNET_ENVIRONMENT"] = "Development", ["BEFFROI__DraftsPerNetwork"] = "0" },
            Serve);
        serving.OutputDataReceived += (_, _) => { };
        serving.ErrorDataReceived += (_, _) => { };
        serving.BeginOutputReadLine();
        serving.BeginErrorReadLine();
        await ReadyAsync();
        return serving;
    }

    /// <summary>Signs the agent in at the bureau.</summary>
    public static async Task<TestPage> SignInAsync(TestBrowser browser, string host, string password = "mot de passe de test")
    {
        var first = await browser.GetAsync($"http://bureau.{host}/dossiers");
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = Agent });
        return await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = password });
    }

    /// <summary>Files a request as a usager does, up to its receipt.</summary>
    public async Task FileAsync(TestBrowser browser)
    {
        var page = await browser.GetAsync($"http://saint-lo.{Settings.Base}{Form}");
        page = await browser.SubmitAsync(page, "demande", new() { ["f.categorie"] = "chaussee", ["f.lieu.lieu"] = "Devant le 3 rue de l’Exemple" });
        page = await browser.SubmitAsync(page, "demande", new() { ["f.courriel"] = "camille.modele@exemple.fr" });
        Assert.NotEmpty((await browser.SubmitAsync(page, "envoyer")).TextOf("code-suivi"));
    }

    /// <summary>Starts a command on the data; it ends with the world at the latest.</summary>
    public Process Start(IReadOnlyList<string> under, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var process = BareCommand.Start(under, environment, [.. arguments, "--data", Data]);
        _started.Add(process);
        return process;
    }

    /// <summary>An upgrade with one migration more, in SQL.</summary>
    public async Task<Process> StartUpgradeAsync(string sql)
    {
        await System.IO.File.WriteAllTextAsync(File("essai.sql"), sql);
        return Start([], new Dictionary<string, string> { ["BEFFROI_ESSAI_MIGRATION"] = File("essai.sql") }, "upgrade");
    }

    /// <summary>The same, to its end.</summary>
    public async Task<(int Code, string Err)> UpgradeAsync(string sql)
    {
        var upgrade = await StartUpgradeAsync(sql);
        var error = await upgrade.StandardError.ReadToEndAsync();
        await upgrade.WaitForExitAsync();
        return (upgrade.ExitCode, error);
    }

    public long Count(string from, string database = "portal") => (long)Scalar($"SELECT count(*) FROM {from}", database)!;

    public object? Scalar(string sql, string database = "portal")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, database)}.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    /// <summary>Overwrites the first page of a table, somewhere in the middle of the file.</summary>
    public void DamagePageOf(string table, string database)
    {
        var page = (long)Scalar($"SELECT rootpage FROM sqlite_master WHERE name = '{table}'", database)!;
        var size = (long)Scalar("PRAGMA page_size", database)!;
        using var file = new FileStream(Path.Combine(Data, database + ".db"), FileMode.Open, FileAccess.Write);
        file.Position = (page - 1) * size;
        file.Write(Enumerable.Repeat((byte)0xA5, (int)size).ToArray());
    }

    /// <summary>What every fault must leave: sound pages, and each row of the commune, of its dossiers and of its log as it was, so that the chain holds.</summary>
    public async Task AssertWholeAsync()
    {
        Assert.Equal("ok", Scalar("PRAGMA quick_check(1)"));
        Assert.Equal(3, Count("dossiers"));
        Assert.Equal(Digest(await s_template.Value), Digest(Data));
    }

    /// <summary>The words of an operator's message: French, without the inside of the program.</summary>
    public static void AssertSays(string error, params string[] words)
    {
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
    }

    public static async Task<int> StopAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async Task ReadyAsync()
    {
        using var browser = new TestBrowser(Port);
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                if ((await browser.GetAsync($"http://127.0.0.1:{Port}/sante/ready")).Status == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        Assert.Fail("The appliance did not become ready.");
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }

        using var delete = Process.Start("rm", ["-rf", "--one-file-system", _folder]);
        delete.WaitForExit();
    }

    private static string Digest(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "portal.db")};Pooling=False");
        connection.Open();
        var rows = new StringBuilder();
        foreach (var table in (string[])["communes", "dossiers", "dossier_events", "ledgers", "agents"])
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1";
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    rows.Append(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i)).Append('|');
                }
            }
        }

        return rows.ToString();
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-modele-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using (var appliance = await TestAppliance.StartAsync(data: folder))
        {
            await appliance.AddCommunesAsync("50502");
            await appliance.AddAgentAsync(Agent, Portal.Agents.Role.Accueil, "50502");
            for (var i = 0; i < 3; i++)
            {
                await appliance.FileAsync("50502");
            }
        }

        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "keys", "sauvegarde-destinataires.txt"), "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n");
        return folder;
    }
}
