using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Backups;

/// <summary>Targets on other machines: a real OpenSSH server where the machine has one, a minimal S3 service made here.</summary>
public sealed class RemoteTargetTests
{
    [Fact]
    public async Task Sftp_BacksUpAndRestores_AndRefusesAnUnknownHostKey()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/sshd") && Environment.IsPrivilegedProcess, "This test starts sshd, which needs openssh-server and root.");
        using var world = await BackupWorld.MakeAsync(ballastMb: 2);
        var folder = Directory.CreateTempSubdirectory("beffroi-sshd-").FullName;
        var port = FreePort.Find();
        using var server = await StartSshdAsync(folder, port);
        try
        {
            var address = $"sftp://root@127.0.0.1:{port}{folder}/depot/loin";
            var section = new SftpSection { KeyFile = Path.Combine(folder, "client"), HostKey = await FingerprintAsync(Path.Combine(folder, "hote.pub")) };
            await TripAsync(world, () => SftpTarget.Open(address, section));
            Assert.Single(Directory.GetFiles(Path.Combine(folder, "depot", "loin", "backups"), "*.json"));

            var wrong = new SftpSection { KeyFile = section.KeyFile, HostKey = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
            var refused = Assert.Throws<BackupException>(() => SftpTarget.Open(address, wrong));
            Assert.Contains("HostKey", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task S3_BacksUpAndRestores_WithSignedRequestsOnPaths()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 2);
        using var service = new SmallS3(FreePort.Find());
        var section = new S3Section { Endpoint = service.Address, Region = "fr-test", AccessKey = "cle", SecretKey = "secret" };

        await TripAsync(world, () => S3Target.Open("s3://seau/syndicat", section));

        Assert.All(service.Authorizations, header => Assert.StartsWith("AWS4-HMAC-SHA256 Credential=cle/", header, StringComparison.Ordinal));
        Assert.All(service.Objects.Keys, name => Assert.StartsWith("/seau/syndicat/", name, StringComparison.Ordinal));
        Assert.False(service.SawTrailer);
    }

    // The program as it is published: what it is made of is trimmed.
    [Fact]
    public async Task S3_ByTheProgram_BacksUpAndRestores()
    {
        using var world = await BackupWorld.MakeAsync();
        using var service = new SmallS3(FreePort.Find());
        world.Settings.Backup.S3 = new S3Section { Endpoint = service.Address, Region = "fr-test", AccessKey = "cle", SecretKey = "secret" };

        var (saved, _, fault) = await world.RunAsync("backup", "--to", "s3://seau/syndicat");
        Assert.True(saved == 0, fault);
        var there = new ApplianceSettings { Base = world.Settings.Base, Listen = world.Settings.Listen, Data = Path.Combine(world.Data, "..", "la-bas"), Backup = world.Settings.Backup };
        var (restored, _, refusal) = await ApplianceProcess.RunAsync(there, "restore", "s3://seau/syndicat", "--identity", world.Key);

        Assert.True(restored == 0, refusal);
        Assert.Equal(3, await BackupWorld.DossiersAsync(there, "50502"));
    }

    private static async Task TripAsync(BackupWorld world, Func<IBackupTarget> open)
    {
        await using var target = open();
        await new RunBackup(world.Settings, TimeProvider.System).RunAsync(target, BackupProgress.Silent, TestContext.Current.CancellationToken);
        var second = await new RunBackup(world.Settings, TimeProvider.System).RunAsync(target, BackupProgress.Silent, TestContext.Current.CancellationToken);
        Assert.InRange(second.Summary.Added, 1, 100_000);
        await target.DeleteAsync($"backups/{second.Summary.Id}.json", TestContext.Current.CancellationToken);

        var there = new ApplianceSettings { Base = world.Settings.Base, Data = Directory.CreateDirectory(Path.Combine(world.Data, "..", "la-bas")).FullName, Metrics = "" };
        await new RunRestore(there, development: false, TimeProvider.System).RunAsync(target, null, world.Key, force: false, BackupProgress.Silent, TestContext.Current.CancellationToken);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        there.Listen = world.Settings.Listen;
        Assert.Equal(3, await BackupWorld.DossiersAsync(there, "50502"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => target.OpenAsync("packs/absent.age", TestContext.Current.CancellationToken));
    }

    private static async Task<Process> StartSshdAsync(string folder, int port)
    {
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "hote"));
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "client"));
        File.Copy(Path.Combine(folder, "client.pub"), Path.Combine(folder, "permis"));
        Directory.CreateDirectory("/run/sshd");
        await File.WriteAllTextAsync(Path.Combine(folder, "sshd.conf"), $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {folder}/hote
            AuthorizedKeysFile {folder}/permis
            PidFile {folder}/pid
            StrictModes no
            PermitRootLogin yes
            PasswordAuthentication no
            UsePAM no
            Subsystem sftp internal-sftp

            """);
        var server = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", Path.Combine(folder, "sshd.conf")]) { UseShellExecute = false, RedirectStandardError = true })!;
        server.BeginErrorReadLine();
        for (var tries = 0; tries < 50; tries++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("sshd did not listen.");
    }

    private static async Task<string> FingerprintAsync(string file) => (await RunAsync("ssh-keygen", "-lf", file)).Split(' ')[1];

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    // Keeps objects in memory and checks that requests are signed, not the signatures themselves.
    private sealed class SmallS3 : IDisposable
    {
        private readonly HttpListener _listener = new();

        public SmallS3(int port)
        {
            Address = $"http://127.0.0.1:{port}";
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = Task.Run(ServeAsync);
        }

        public string Address { get; }

        public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

        public ConcurrentBag<string> Authorizations { get; } = [];

        public bool SawTrailer { get; private set; }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                await AnswerAsync(context);
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            var (request, response) = (context.Request, context.Response);
            Authorizations.Add(request.Headers["Authorization"] ?? "");
            SawTrailer |= request.Headers["x-amz-trailer"] is not null || request.Headers["x-amz-content-sha256"]?.StartsWith("STREAMING", StringComparison.Ordinal) == true;
            var path = request.Url!.AbsolutePath;
            switch (request.HttpMethod)
            {
                case "PUT":
                    using (var content = new MemoryStream())
                    {
                        await request.InputStream.CopyToAsync(content);
                        Objects[path] = content.ToArray();
                    }

                    response.Headers["ETag"] = "\"0\"";
                    break;
                case "DELETE":
                    Objects.TryRemove(path, out _);
                    response.StatusCode = 204;
                    break;
                case "GET" when request.QueryString["list-type"] == "2":
                    var found = Objects.Where(stored => stored.Key.StartsWith($"{path.TrimEnd('/')}/{request.QueryString["prefix"]}", StringComparison.Ordinal));
                    var rows = string.Concat(found.Select(stored => $"<Contents><Key>{stored.Key[(path.TrimEnd('/').Length + 1)..]}</Key><Size>{stored.Value.Length}</Size></Contents>"));
                    await response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"));
                    break;
                case "GET" when Objects.TryGetValue(path, out var bytes):
                    response.ContentLength64 = bytes.Length;
                    await response.OutputStream.WriteAsync(bytes);
                    break;
                default:
                    response.StatusCode = 404;
                    await response.OutputStream.WriteAsync("<Error><Code>NoSuchKey</Code><Message>absent</Message></Error>"u8.ToArray());
                    break;
            }

            response.Close();
        }
    }
}
