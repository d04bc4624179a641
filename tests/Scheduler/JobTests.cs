using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Catalogue_HasTheJobsOfTheAppliance()
    {
        await using var appliance = await TestAppliance.StartAsync();

        var names = appliance.Services.GetRequiredService<JobCatalogue>().All.Select(job => job.Name);

        Assert.Equal(["accuses", "brouillons", "courriels", "jetons"], names);
        await using var db = appliance.Services.GetRequiredService<SchedulerContexts>().Open();
        Assert.Empty(await db.JobRuns.ToListAsync());
    }

    private static Task<TestAppliance> StartAsync() =>
        TestAppliance.StartAsync(adjust: builder => builder.Services.AddScheduledJob<Flaky>());

    private static Task<JobRun?> RunAsync(TestAppliance appliance, bool byOperator) => appliance.Services.GetRequiredService<JobRunner>().RunAsync(
        appliance.Services.GetRequiredService<JobCatalogue>().Find(Flaky.Name)!, 1, byOperator, CancellationToken.None);

    private sealed class Flaky : IScheduledJob
    {
        public static string Name => "essai";

        public static string Label => "Essai";

        public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromHours(1), "chaque heure");

        public static bool Fails { get; set; }

        public Task<int> RunAsync(CancellationToken stopping) => Fails ? throw new InvalidOperationException("no luck") : Task.FromResult(3);
    }
}
