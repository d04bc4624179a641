using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor;
using Beffroi.Appliance.Doctor.Checks;
using Beffroi.Scheduler.Data;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests.Doctor;

/// <summary>The doctor asks the target of the backups itself.</summary>
public sealed class BackupCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-cible-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2, "Ok", null)]
    [InlineData(30, "Warning", "sudo beffroi backup")]
    [InlineData(80, "Fault", "sudo beffroi backup")]
    public async Task Target_ThatAnswers_IsJudgedByItsNewestBackup(int hours, string severity, string? command)
    {
        await using var appliance = await TestAppliance.StartAsync();
        var now = appliance.Time.GetUtcNow().UtcDateTime;
        foreach (var at in (DateTime[])[now.AddHours(-hours), now.AddDays(-40)])
        {
            await WriteAsync(at);
        }

        var found = Assert.Single(await RunAsync(appliance, _folder));

        Assert.Equal((severity, command), (found.Severity.ToString(), found.Command));
        Assert.Contains($"il y a {hours} heure(s) : 12 fichier(s), 3", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ThatCannotBeRead_IsAFaultWithTheCommandThatMends()
    {
        await using var appliance = await TestAppliance.StartAsync();

        Assert.Equal("sudo beffroi backup", Assert.Single(await RunAsync(appliance, _folder)).Command);
        var absent = (await RunAsync(appliance, Path.Combine(_folder, "absent")))[0];
        Assert.Equal(Severity.Fault, absent.Severity);
        Assert.EndsWith($"-m 0700 {_folder}/absent", absent.Command, StringComparison.Ordinal);
        var secret = (await RunAsync(appliance, "s3://seau"))[0];
        Assert.Equal(Severity.Warning, secret.Severity);
        Assert.Contains("beffroi-sauvegarde", secret.Sentence, StringComparison.Ordinal);
        var none = Assert.Single(await RunAsync(appliance, null));
        Assert.Equal((Severity.Warning, "sudo beffroi backup key"), (none.Severity, none.Command));
        Assert.Contains("Backup:Target", none.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ThatIsSilent_IsAFaultWithinTheLimit()
    {
        await using var appliance = await TestAppliance.StartAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var watch = Stopwatch.StartNew();

        var found = await RunAsync(appliance, "s3://seau", section =>
            section.S3 = new S3Section { Endpoint = $"http://{silent.LocalEndpoint}", AccessKey = "a", SecretKey = "b" });

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.Equal(Severity.Fault, found[0].Severity);
        Assert.Contains("pas de réponse en 4 secondes", found[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("curl ", found[0].Command, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(TestAppliance appliance, string? target, Action<BackupSection>? adjust = null)
    {
        var settings = new ApplianceSettings { Data = appliance.Settings.Data, Backup = new() { Target = target } };
        adjust?.Invoke(settings.Backup);
        return new BackupCheck(settings, appliance.Services.GetRequiredService<SchedulerContexts>(), appliance.Time).RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task WriteAsync(DateTime at)
    {
        var id = at.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "backups")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, id + ".json"),
            $$"""{"format":1,"id":"{{id}}","at":"{{at:O}}","version":"0.1.0","database":"Sqlite","schemas":{},"files":12,"bytes":3000000,"added":1,"manifest":{"name":"m","size":1,"sha256":""},"packs":[]}""");
    }
}
