using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor;
using Beffroi.Appliance.Doctor.Checks;
using Beffroi.Appliance.Doctor.Ports;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Doctor;

/// <summary>Each check of the doctor, with a machine, a DNS and servers of the test's own; nothing leaves loopback.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-doctor-").FullName;
    private readonly FakeMachine _machine = new();
    private readonly FakeNames _names = new();
    private readonly ShiftableTime _time = new();
    private readonly ApplianceSettings _settings;

    public CheckTests()
    {
        _settings = new ApplianceSettings { Data = _folder, Logs = Path.Combine(_folder, "logs"), Base = "communes.example", Scheme = "https" };
        Directory.CreateDirectory(_settings.Logs);
        _machine.Programs["stat"] = new(0, Environment.UserName + "\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Examination_OfACheckThatThrowsAndOneThatHangs_GoesOnWithAFindingForEach()
    {
        var findings = await new Examination([new Broken(), new Hanging(), new MemoryCheck(_machine)]).RunAsync(_ => { }, TestContext.Current.CancellationToken);

        Assert.Equal([Severity.Fault, Severity.Warning, Severity.Ok], findings.Select(finding => finding.Severity));
        Assert.Contains("provoked", findings[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    public void ExitCode_FollowsTheGravestFinding(int gravest, int expected) =>
        Assert.Equal(expected, DoctorCommand.CodeOf([new(Severity.Ok, "a", ""), new((Severity)gravest, "b", "")]));

    [Fact]
    public async Task Configuration_OfGoodSettings_IsOkAndOfBadOnesNamesEach()
    {
        Assert.Equal(Severity.Ok, Assert.Single(await RunAsync(new ConfigurationCheck(_settings, "/x.json"))).Severity);

        (_settings.Scheme, _settings.Listen, _settings.Smtp.Security, _settings.Smtp.From) = ("ftp", "partout", "ssl", "personne");
        var findings = await RunAsync(new ConfigurationCheck(_settings, "/x.json"));
        Assert.Equal(4, findings.Count(finding => finding is { Severity: Severity.Fault, Command: not null }));
    }

    [Fact]
    public async Task Dns_OfAHostThatLeadsElsewhereOrNowhere_IsAFaultForEach()
    {
        _names.Addresses["communes.example"] = "198.51.100.1";
        _names.Addresses["a.communes.example"] = "198.51.100.1";
        _names.Addresses["b.communes.example"] = "192.0.2.10";
        _names.Addresses["c.communes.example"] = "203.0.113.7";

        var good = await RunAsync(new DnsCheck(_settings, ["communes.example", "a.communes.example", "b.communes.example"], _names, _machine));
        var bad = await RunAsync(new DnsCheck(_settings, ["a.communes.example", "c.communes.example", "d.communes.example"], _names, _machine));

        Assert.Equal(Severity.Ok, Assert.Single(good).Severity);
        Assert.Equal(["dig +short c.communes.example", "dig +short d.communes.example"], bad.Select(finding => finding.Command));
        Assert.All(bad, finding => Assert.Equal(Severity.Fault, finding.Severity));
    }

    [Fact]
    public async Task Dns_WithoutServers_IsOneFault()
    {
        _names.IsSilent = true;

        Assert.Equal("resolvectl status", Assert.Single(await RunAsync(new DnsCheck(_settings, ["a.communes.example"], _names, _machine))).Command);
    }

    [Theory]
    [InlineData("communes.example", -1, "périmé")]
    [InlineData("autre.example", 60, "autre nom")]
    [InlineData("communes.example", 60, "autorité")]
    public async Task Tls_OfACertificateThatBrowsersRefuse_SaysWhy(string subject, int days, string reason)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(subject);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-90), TimeProvider.System.GetUtcNow().AddDays(days));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ShowAsync(listener, certificate);
        _settings.Base = $"communes.example:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _names.Addresses["communes.example"] = "127.0.0.1";

        var findings = await RunAsync(new TlsCheck(_settings, ["communes.example"], _names, _time, complete: false));

        await serving;
        // The bureau and the sign-on have no address here: they are findings of their own.
        var finding = Assert.Single(findings, finding => !finding.Sentence.Contains("sans adresse", StringComparison.Ordinal));
        Assert.Equal(Severity.Fault, finding.Severity);
        Assert.Contains(reason, finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, findings.Count);
    }

    [Fact]
    public async Task Disk_GrowingByTenGigabytesADay_IsForecastFromItsHistory()
    {
        Assert.Equal([Severity.Ok, Severity.Ok, Severity.Ok], (await RunAsync(new DiskCheck(_settings, _machine, _time))).Select(finding => finding.Severity));
        _time.Shift(TimeSpan.FromDays(2));
        _machine.Room = (30_000_000_000, 100_000_000_000);

        var forecast = (await RunAsync(new DiskCheck(_settings, _machine, _time)))[^1];

        Assert.Equal(Severity.Fault, forecast.Severity);
        Assert.Contains("3 jour(s)", forecast.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(_folder, DiskCheck.HistoryFile), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Disk_LookedAtBySomebodyElse_LeavesNoFileInTheData()
    {
        _machine.User = "root-d-ailleurs";
        _machine.Room = (100_000_000, 100_000_000_000);

        Assert.Equal(Severity.Fault, (await RunAsync(new DiskCheck(_settings, _machine, _time)))[0].Severity);
        Assert.False(File.Exists(Path.Combine(_folder, DiskCheck.HistoryFile)));
    }

    [Theory]
    [InlineData("32000", 2)]
    [InlineData("150000", 1)]
    [InlineData("900000", 0)]
    public async Task Memory_IsJudgedByWhatCanStillBeGiven(string kilobytes, int expected)
    {
        _machine.MemoryLines[1] = $"MemAvailable:    {kilobytes} kB";

        Assert.Equal((Severity)expected, Assert.Single(await RunAsync(new MemoryCheck(_machine))).Severity);
    }

    [Fact]
    public async Task Permissions_OfAFileOfSomebodyElseAndAnOpenFolder_SayWhatMendsThem()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("750", 8));
        File.SetUnixFileMode(_settings.Logs, (UnixFileMode)Convert.ToInt32("750", 8));
        Assert.Equal(Severity.Ok, Assert.Single(await RunAsync(new PermissionsCheck(_settings, "/x.json", new StatMachine(_ => "beffroi")))).Severity);

        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("755", 8));
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.db"), "", TestContext.Current.CancellationToken);
        var findings = await RunAsync(new PermissionsCheck(_settings, "/x.json", new StatMachine(path => path.EndsWith(".db", StringComparison.Ordinal) ? "root" : "beffroi")));

        Assert.Equal([$"chmod o-rwx {_folder}", $"chown -R beffroi: {_folder} {_settings.Logs}"], findings.Select(finding => finding.Command));
    }

    [Theory]
    [InlineData("v=spf1 mx -all", "v=DMARC1; p=reject", "v=DKIM1; p=MIIB", 0)]
    [InlineData("v=spf1 +all", "v=DMARC1; p=none", "v=DKIM1; p=", 2)]
    [InlineData("v=spf1 mx -all", "", "v=DKIM1; p=MIIB", 1)]
    [InlineData("", "v=DMARC1; p=reject", "v=DKIM1; p=MIIB", 1)]
    public async Task MailDomain_IsJudgedByItsRecords(string spf, string dmarc, string dkim, int gravest)
    {
        (_settings.Smtp.Host, _settings.Smtp.From, _settings.Smtp.DkimSelector) = ("smtp.example", "ne-pas-repondre@mairies.example", "s1");
        _names.Texts["mairies.example"] = ["autre=chose", spf];
        _names.Texts["_dmarc.mairies.example"] = [dmarc];
        _names.Texts["s1._domainkey.mairies.example"] = [dkim];

        Assert.Equal((Severity)gravest, (await RunAsync(new MailDomainCheck(_settings, _names))).Max(finding => finding.Severity));
    }

    [Theory]
    [InlineData("bon", 0)]
    [InlineData("faux", 2)]
    public async Task Smtp_SignsInAndSendsNothing(string password, int expected)
    {
        using var server = new FakeSmtp();
        _settings.Smtp = new SmtpSection { Host = "127.0.0.1", Port = server.Port, Security = "none", User = "beffroi", Password = password };

        var finding = Assert.Single(await RunAsync(new SmtpCheck(_settings)));

        Assert.Equal((Severity)expected, finding.Severity);
        Assert.DoesNotContain(password, finding.Sentence.Replace("beffroi", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await server.EndedAsync();
        Assert.Contains(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Antivirus_ThatIsOffIsOkAndThatDoesNotAnswerIsAFault()
    {
        Assert.Equal(Severity.Ok, Assert.Single(await RunAsync(new AntivirusCheck(_settings))).Severity);

        _settings.Antivirus = $"127.0.0.1:{FreePort.Find()}";
        var finding = Assert.Single(await RunAsync(new AntivirusCheck(_settings)));

        Assert.Equal(Severity.Fault, finding.Severity);
        Assert.Contains(_settings.Antivirus, finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtp_WithoutStartTlsWhereItIsAskedFor_IsAFault()
    {
        using var server = new FakeSmtp();
        _settings.Smtp = new SmtpSection { Host = "127.0.0.1", Port = server.Port };

        Assert.Contains("STARTTLS", Assert.Single(await RunAsync(new SmtpCheck(_settings))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_BehindAFileOfTheData_JumpedBack()
    {
        _machine.Programs["timedatectl"] = new(0, "yes\n");
        Assert.Equal(Severity.Ok, Assert.Single(await RunAsync(new ClockCheck(_settings, null, _machine, _time))).Severity);

        var path = Path.Combine(_folder, "portal.db");
        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime.AddDays(1));

        Assert.Equal(Severity.Fault, (await RunAsync(new ClockCheck(_settings, null, _machine, _time)))[0].Severity);
    }

    [Theory]
    [InlineData("install ok installed", "0.1.0-1", 0)]
    [InlineData("install ok installed", "0.1.0", 0)]
    [InlineData("install ok installed", "0.2.0-1", 1)]
    [InlineData("install ok half-configured", "0.1.0-1", 2)]
    public async Task Package_IsJudgedByItsStateAndVersion(string status, string version, int expected)
    {
        _machine.Programs["dpkg"] = new(0, $"Package: beffroi\nStatus: {status}\nVersion: {version}\n");

        Assert.Equal((Severity)expected, Assert.Single(await RunAsync(new PackageCheck(_machine, "0.1.0"))).Severity);
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(ICheck check) => check.RunAsync(TestContext.Current.CancellationToken);

    private static async Task ShowAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The doctor hangs up on what it refuses.
        }
    }

    private sealed class Broken : ICheck
    {
        public string Name => "cassé";

        public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("provoked");
    }

    private sealed class Hanging : ICheck
    {
        public string Name => "bloqué";

        public TimeSpan Limit => TimeSpan.FromMilliseconds(100);

        public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
        {
            // Deaf to the token, as SQLite is.
            await Task.Delay(TimeSpan.FromSeconds(30), CancellationToken.None);
            return [];
        }
    }

    private sealed class StatMachine(Func<string, string> owner) : IMachine
    {
        public string User => "operateur";

        public IReadOnlyList<IPAddress> Addresses => [];

        public (long Free, long Total) Disk(string folder) => (0, 0);

        public IReadOnlyList<string> Memory() => [];

        public Task<ProgramAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult<ProgramAnswer?>(
            new(0, arguments[1] == "%U" ? owner(arguments[2]) : string.Join('\n', arguments.Skip(2).Select(path => string.Create(CultureInfo.InvariantCulture, $"{owner(path)} {path}")))));
    }
}
