using System.Text.Json;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor;
using Beffroi.Appliance.Doctor.Checks;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests.Doctor;

/// <summary>What the doctor says of the data, and the command as an operator types it.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Data_OfASoundAppliance_IsOkAndABrokenChainALateMailAndAParkedJobAreFaults()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        await appliance.FileAsync("50502");
        var services = appliance.Services;
        var catalogue = services.GetRequiredService<JobCatalogue>();
        var scheduler = services.GetRequiredService<SchedulerContexts>();
        var database = new DatabaseCheck(appliance.Settings, complete: true);
        var chain = new LogChainCheck(services.GetRequiredService<CommuneDirectory>(), services.GetRequiredService<VerifyLog>(), complete: false);
        var mails = new MailsCheck(services.GetRequiredService<PortalContexts>(), appliance.Time);
        var jobs = new JobsCheck(catalogue, scheduler, appliance.Time);
        var backup = new BackupCheck(appliance.Settings, scheduler, appliance.Time);
        await using (var db = scheduler.Open())
        {
            db.JobStates.AddRange(catalogue.All.Select(job => new JobState { Job = job.Name, LastRunAt = appliance.Time.GetUtcNow().UtcDateTime }));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        foreach (var check in (ICheck[])[database, chain, mails, jobs])
        {
            Assert.Equal((check.Name, Severity.Ok), (check.Name, Assert.Single(await RunAsync(check)).Severity));
        }

        Assert.Equal("sudo beffroi backup key", Assert.Single(await RunAsync(backup)).Command);

        await using (var db = scheduler.Open())
        {
            await db.JobStates.Where(state => state.Job == SendCourriels.Name)
                .ExecuteUpdateAsync(set => set.SetProperty(state => state.ParkedAt, appliance.Time.GetUtcNow().UtcDateTime), TestContext.Current.CancellationToken);
        }

        await using (var db = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id)))
        {
            await db.Ledgers.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, head => head.Sequence + 1), TestContext.Current.CancellationToken);
        }

        Assert.Contains(await RunAsync(jobs), finding => finding is { Severity: Severity.Fault, Command: "beffroi jobs run courriels" });
        Assert.Contains(await RunAsync(chain), finding => finding is { Severity: Severity.Fault, Command: "beffroi log verify --commune 50502" });
        appliance.Time.Shift(TimeSpan.FromDays(2));
        Assert.Contains(await RunAsync(mails), finding => finding is { Severity: Severity.Fault, Command: "beffroi jobs run courriels" });
        Assert.Contains(await RunAsync(jobs), finding => finding is { Severity: Severity.Warning, Command: "beffroi jobs run brouillons" });
    }

    [Fact]
    public async Task Doctor_WhereThereIsNoData_MakesNoneAndSaysSo()
    {
        var data = Path.Combine(_folder, "rien");

        var (code, output, progress) = await ApplianceProcess.RunAsync(new ApplianceSettings { Data = data, Base = "beffroi.localhost:8080" }, "doctor", "--json");

        Assert.Equal(1, code);
        Assert.Equal("fault", Findings(output)["donnees"]);
        Assert.Contains("memoire", progress, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Doctor_WhereADatabaseIsMissing_NamesItAndMakesNone()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "There the database is no file.");
        var settings = new ApplianceSettings { Data = _folder, Base = "beffroi.localhost:8080" };
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.db"), "", TestContext.Current.CancellationToken);

        var (code, output, _) = await ApplianceProcess.RunAsync(settings, "doctor", "--json");

        Assert.Equal(1, code);
        Assert.Contains("identity.db, scheduler.db", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "scheduler.db")));
    }

    [Fact]
    public async Task Doctor_OfACorruptedDatabase_NamesTheFileAndLooksAtTheRest()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "Pages are PostgreSQL's own matter there.");
        ApplianceSettings settings;
        await using (var appliance = await TestAppliance.StartAsync(data: _folder))
        {
            settings = appliance.Settings;
            await appliance.AddCommunesAsync("50502");
        }

        var (_, before, _) = await ApplianceProcess.RunAsync(settings, "doctor", "--json");
        Assert.Equal("ok", Findings(before)["base"]);
        Assert.DoesNotContain("donnees", Findings(before).Keys);

        await using (var file = new FileStream(Path.Combine(_folder, "portal.db"), FileMode.Open))
        {
            file.Position = 8192;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 16 * 4096).ToArray(), TestContext.Current.CancellationToken);
        }

        var (code, after, error) = await ApplianceProcess.RunAsync(settings, "doctor", "--json");

        Assert.Equal(1, code);
        Assert.Equal("fault", Findings(after)["base"]);
        Assert.Contains("portal.db", after, StringComparison.Ordinal);
        Assert.Contains("sauvegarde", Findings(after).Keys);
        Assert.DoesNotContain("Unhandled", error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Findings(string json) => JsonDocument.Parse(json).RootElement.GetProperty("findings").EnumerateArray()
        .GroupBy(finding => finding.GetProperty("check").GetString()!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last().GetProperty("severity").GetString()!, StringComparer.Ordinal);

    private static Task<IReadOnlyList<Finding>> RunAsync(ICheck check) => check.RunAsync(TestContext.Current.CancellationToken);
}
