using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Beffroi.Scheduler.Tests;

public sealed class JobTests
{
    [Fact]
    public async Task Run_ThatWorks_IsKeptInTheHistoryWithItsRows()
    {
        await using var appliance = await StartAsync();
        Flaky.Fails = false;

        var run = await RunAsync(appliance, byOperator: true);

        Assert.Equal(JobOutcome.Reussi, run!.Outcome);
        var history = await appliance.Services.GetRequiredService<JobBoard>().HistoryAsync(Flaky.Name, 10, CancellationToken.None);
        Assert.Equal(3, Assert.Single(history).Rows);
    }

    [Fact]
    public async Task Run_ThatFailsTooOften_IsParkedUntilTheOperatorReplaysIt()
    {
        await using var appliance = await StartAsync();
        Flaky.Fails = true;
        for (var i = 0; i < 5; i++)
        {
            var failed = await RunAsync(appliance, byOperator: false);
            Assert.Equal(JobOutcome.Echec, failed!.Outcome);
            Assert.Contains("no luck", failed.Error, StringComparison.Ordinal);
        }

        Assert.Null(await RunAsync(appliance, byOperator: false));
        Flaky.Fails = false;
        Assert.Equal(JobOutcome.Reussi, (await RunAsync(appliance, byOperator: true))!.Outcome);
        Assert.NotNull(await RunAsync(appliance, byOperator: false));
    }

    [Fact]
    public async Task Quartz_RunsAJobByItself_AndShowsItsNextRun()
    {
        await using var appliance = await TestAppliance.StartAsync(runsJobs: true, adjust: builder => builder.Services.AddScheduledJob<Flaky>());
        Flaky.Fails = false;
        var board = appliance.Services.GetRequiredService<JobBoard>();

        Assert.True(await board.RunNowAsync(Flaky.Name, CancellationToken.None));
        for (var tries = 0; tries < 100 && (await board.HistoryAsync(Flaky.Name, 1, CancellationToken.None)).Count == 0; tries++)
        {
            await Task.Delay(100);
        }

        Assert.NotEmpty(await board.HistoryAsync(Flaky.Name, 1, CancellationToken.None));
        var line = (await board.ListAsync(CancellationToken.None)).Single(job => job.Job.Name == Flaky.Name);
        Assert.NotNull(line.NextRunAt);
    }

    [Fact]
    public async Task Run_UnderWayInAnotherProcess_IsLeftToIt()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-lock-").FullName;
        try
        {
            await using var one = await TestAppliance.StartAsync(data: folder, adjust: builder => builder.Services.AddScheduledJob<Slow>());
            await using var other = await TestAppliance.StartAsync(data: folder, adjust: builder => builder.Services.AddScheduledJob<Slow>());
            Slow.Reset();
            var first = RunAsync<Slow>(one, byOperator: false);
            await Slow.Started.Task;

            Assert.Null(await RunAsync<Slow>(other, byOperator: false));
            var waiting = RunAsync<Slow>(other, byOperator: true);
            Slow.Go.SetResult();

            Assert.Equal(JobOutcome.Reussi, (await first)!.Outcome);
            Assert.Equal(JobOutcome.Reussi, (await waiting)!.Outcome);
            Assert.Equal(1, Slow.MostAtOnce);
            Assert.NotNull(await RunAsync<Slow>(other, byOperator: false));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Schedule_OfAnUnchangedJob_SurvivesARestart()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-restart-").FullName;
        try
        {
            var first = await NextRunAsync(folder);
            await Task.Delay(1500);

            Assert.Equal(first, await NextRunAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Schedule_OfANewJob_BeginsWithinAMinuteOrSo()
    {
        await using var appliance = await TestAppliance.StartAsync(runsJobs: true, adjust: builder => builder.Services.AddScheduledJob<Flaky>());

        var next = (await appliance.Services.GetRequiredService<JobBoard>().ListAsync(CancellationToken.None)).Single(line => line.Job.Name == "accuses").NextRunAt;

        Assert.InRange(next!.Value, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2));
    }

    [Fact]
    public async Task Schedule_ThatChanged_IsReplaced()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-restart-").FullName;
        try
        {
            await NextRunAsync(folder);
            await using (var appliance = await TestAppliance.StartAsync(runsJobs: true, data: folder))
            {
                var scheduler = await appliance.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(CancellationToken.None);
                await scheduler.ScheduleJob(
                    TriggerBuilder.Create().WithIdentity("accuses").ForJob("accuses").StartAt(TimeProvider.System.GetUtcNow().AddHours(5)).Build(),
                    ScheduleJobOptions.Replacing, CancellationToken.None);
            }

            Assert.InRange(await NextRunAsync(folder), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<DateTime> NextRunAsync(string folder)
    {
        await using var appliance = await TestAppliance.StartAsync(runsJobs: true, data: folder);
        return (await appliance.Services.GetRequiredService<JobBoard>().ListAsync(CancellationToken.None)).Single(line => line.Job.Name == "accuses").NextRunAt!.Value;
    }

    [Fact]
    public async Task Catalogue_HasTheJobsOfTheAppliance()
    {
        await using var appliance = await TestAppliance.StartAsync();

        var names = appliance.Services.GetRequiredService<JobCatalogue>().All.Select(job => job.Name);

        Assert.Equal(["accuses", "alertes", "antivirus", "avis", "brouillons", "comparaisons", "courriels", "jetons", "objectifs", "personnes", "rapports", "recherche", "recherche-rattrapage", "silences", "statistiques", "suggestions", "vagues"], names);
        await using var db = appliance.Services.GetRequiredService<SchedulerContexts>().Open();
        Assert.Empty(await db.JobRuns.ToListAsync());
    }

    private static Task<TestAppliance> StartAsync() =>
        TestAppliance.StartAsync(adjust: builder => builder.Services.AddScheduledJob<Flaky>());

    private static Task<JobRun?> RunAsync(TestAppliance appliance, bool byOperator) => RunAsync<Flaky>(appliance, byOperator);

    private static Task<JobRun?> RunAsync<T>(TestAppliance appliance, bool byOperator)
        where T : IScheduledJob => appliance.Services.GetRequiredService<JobRunner>().RunAsync(
        appliance.Services.GetRequiredService<JobCatalogue>().Find(T.Name)!, 1, byOperator, CancellationToken.None);

    private sealed class Slow : IScheduledJob
    {
        private static int s_now;

        public static string Name => "lent";

        public static string Label => "Lent";

        public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromHours(1), "chaque heure");

        public static TaskCompletionSource Started { get; private set; } = new();

        public static TaskCompletionSource Go { get; private set; } = new();

        public static int MostAtOnce { get; private set; }

        public static void Reset() => (Started, Go, MostAtOnce) = (new(), new(), 0);

        public async Task<int> RunAsync(CancellationToken stopping)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref s_now));
            Started.TrySetResult();
            await Go.Task;
            Interlocked.Decrement(ref s_now);
            return 1;
        }
    }

    private sealed class Flaky : IScheduledJob
    {
        public static string Name => "essai";

        public static string Label => "Essai";

        public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromHours(1), "chaque heure");

        public static bool Fails { get; set; }

        public Task<int> RunAsync(CancellationToken stopping) => Fails ? throw new InvalidOperationException("no luck") : Task.FromResult(3);
    }
}
