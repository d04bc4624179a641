using System.Globalization;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Scheduler.Jobs;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>A machine whose clock is a day off, then right again.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("+1d")]
    [InlineData("-1d")]
    public async Task Serve_WithTheClockADayOff_ThenRight_KeepsItsPromises(string shift)
    {
        using var world = await FaultWorld.MakeAsync();
        var wrong = Wrong(shift);
        var serving = await world.ServeAsync(environment: wrong);
        await FileAndSignInAsync(world);
        Assert.Equal(0, await FaultWorld.StopAsync(serving));

        var (_, findings, _) = await world.RunAsync("doctor");
        Assert.Equal(shift == "+1d", findings.Contains("L’horloge a reculé", StringComparison.Ordinal));
        serving = await world.ServeAsync();
        await FileAndSignInAsync(world);
        AssertJobsFireAgain(world);
        Assert.Equal(0, await FaultWorld.StopAsync(serving));

        Assert.Equal(5, world.Count("dossiers"));
        Assert.Equal(0, (await world.RunAsync("log", "verify")).Code);
        Assert.Equal(0, world.Count("dossiers WHERE next_date < date(received_at)"));
    }

    [Fact]
    public async Task Jobs_OnceTheClockIsSetBackWhileTheyRun_DoNotWaitForThatDay()
    {
        await using var appliance = await TestAppliance.StartAsync(runsJobs: true);
        var before = await NextRunAsync(appliance);
        appliance.Time.Shift(-s_day);

        for (var tries = 0; tries < 150 && await NextRunAsync(appliance) == before; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        // Counted from the new time, at which Quartz, which keeps the machine's own, is late: it makes it up.
        Assert.True(await NextRunAsync(appliance) < before - (s_day / 2));
    }

    [Fact]
    public async Task Mails_OfARequestFiledADayAhead_DoNotWaitForThatDay()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        appliance.Time.Shift(s_day);
        await appliance.FileAsync("50502");
        appliance.Time.Shift(-s_day);

        await RunAsync(appliance, SendCourriels.Name);

        await using var db = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id));
        var mail = await db.Courriels.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CourrielState.Envoye, mail.State);
        await RunAsync(appliance, SendCourriels.Name);
        Assert.Equal(1, (await db.Courriels.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken)).Attempts);
    }

    [Fact]
    public async Task LegalDates_OfARequestFiledADayAhead_AreNeverBeforeItsFiling()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        appliance.Time.Shift(s_day);
        await appliance.FileAsync("50502");
        appliance.Time.Shift(-s_day);

        await using var db = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id));
        var dossier = await db.Dossiers.SingleAsync(TestContext.Current.CancellationToken);
        var filed = FrenchDates.DayOf(dossier.ReceivedAt);
        appliance.Services.GetRequiredService<LegalDeadlines>().Apply(dossier, []);

        Assert.True(filed > FrenchDates.DayOf(appliance.Time.GetUtcNow().UtcDateTime));
        Assert.True(dossier.NextDate > filed, $"{dossier.NextDate} is not after {filed}.");
    }

    [Fact]
    public async Task SignIn_WithAnAccountMadeADayAhead_Works()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        appliance.Time.Shift(s_day);
        await appliance.AddAgentAsync(FaultWorld.Agent, Portal.Agents.Role.Accueil, "50502");
        appliance.Time.Shift(-s_day);
        using var browser = appliance.Browse();

        var page = await FaultWorld.SignInAsync(browser, appliance.Settings.Base);

        Assert.Equal("dossiers", page.Name);
        Assert.Equal("dossiers", (await browser.GetAsync(appliance.Url("bureau", "/dossiers"))).Name);
    }

    [Fact]
    public async Task SignIn_SlowedADayAhead_DoesNotWaitForThatDay()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        await appliance.AddAgentAsync(FaultWorld.Agent, Portal.Agents.Role.Accueil, "50502");
        appliance.Time.Shift(s_day);
        using var browser = appliance.Browse();
        for (var i = 0; i < 6; i++)
        {
            await FaultWorld.SignInAsync(browser, appliance.Settings.Base, "faux mot de passe");
        }

        Assert.NotEqual("dossiers", (await FaultWorld.SignInAsync(browser, appliance.Settings.Base)).Name);
        appliance.Time.Shift(-s_day);

        Assert.Equal("dossiers", (await FaultWorld.SignInAsync(browser, appliance.Settings.Base)).Name);
    }

    private static async Task FileAndSignInAsync(FaultWorld world)
    {
        using var usager = new TestBrowser(world.Port);
        await world.FileAsync(usager);
        using var agent = new TestBrowser(world.Port);
        Assert.Equal("dossiers", (await FaultWorld.SignInAsync(agent, world.Settings.Base)).Name);
    }

    // Quartz keeps its times in ticks. No job waits longer than from one night to the next.
    private static void AssertJobsFireAgain(FaultWorld world)
    {
        var limit = TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromHours(25);
        Assert.True(world.Count("qrtz_triggers", "scheduler") >= 4);
        Assert.Equal(0, world.Count($"qrtz_triggers WHERE next_fire_time > {limit.Ticks.ToString(CultureInfo.InvariantCulture)}", "scheduler"));
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(1);
        Assert.Equal(1, world.Count($"qrtz_triggers WHERE job_name = '{SendCourriels.Name}' AND next_fire_time <= {soon.Ticks.ToString(CultureInfo.InvariantCulture)}", "scheduler"));
    }

    private static async Task<DateTime?> NextRunAsync(TestAppliance appliance) =>
        (await appliance.Services.GetRequiredService<JobBoard>().ListAsync(TestContext.Current.CancellationToken)).Single(line => line.Job.Name == "accuses").NextRunAt;

    private static async Task RunAsync(TestAppliance appliance, string job) => await appliance.Services.GetRequiredService<JobRunner>()
        .RunAsync(appliance.Services.GetRequiredService<JobCatalogue>().Find(job)!, attempt: 1, byOperator: true, CancellationToken.None);

    private static Dictionary<string, string> Wrong(string shift)
    {
        var library = Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists) : null;
        Assert.SkipWhen(library is null, "libfaketime is not installed.");
        return new() { ["LD_PRELOAD"] = library, ["FAKETIME"] = shift };
    }
}
