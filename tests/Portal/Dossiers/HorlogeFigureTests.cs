using System.Diagnostics;
using System.Globalization;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Scheduler.Data;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>What the nightly job costs; <c>BEFFROI_TEST_DOSSIERS</c> says over how many open dossiers.</summary>
public sealed class HorlogeFigureTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordImpliedDecisions Job => ActivatorUtilities.CreateInstance<RecordImpliedDecisions>(bureau.Appliance.Services);

    [Fact]
    public async Task Job_OverManyOpenDossiers_ReadsOnlyThoseWhoseDayHasCome()
    {
        if (bureau.Appliance.Settings.Database.Kind == DatabaseKind.PostgreSql)
        {
            Assert.Skip("The rows are made by SQLite's own functions.");
        }

        var count = int.Parse(Environment.GetEnvironmentVariable("BEFFROI_TEST_DOSSIERS") ?? "30000", CultureInfo.InvariantCulture);
        var filed = await bureau.FileAsync(BureauFixture.Dangy);
        await Job.RunAsync(Token);
        await CopyAsync(filed.Numero, count);

        var watch = Stopwatch.StartNew();
        var recorded = await Job.RunAsync(Token);
        watch.Stop();

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} open, {recorded} decisions in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(count / 60, recorded);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20 + (count / 10_000.0)), $"{watch.Elapsed}");
        await using var db = bureau.Appliance.Open(CommuneScope.Syndicat);
        var today = FrenchDates.DayOf(bureau.Appliance.Time.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await db.Database.OpenConnectionAsync(Token);
        await using var plan = db.Database.GetDbConnection().CreateCommand();
        plan.CommandText = $"EXPLAIN QUERY PLAN SELECT commune_id, id FROM dossiers WHERE silence_on < '{today}' ORDER BY silence_on, commune_id, id LIMIT 5000";
        await using var reader = await plan.ExecuteReaderAsync(Token);
        var steps = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            steps.Add(reader.GetString(3));
        }

        Assert.Contains(steps, step => step.Contains("SEARCH dossiers USING", StringComparison.Ordinal) && step.Contains("silence_on", StringComparison.Ordinal));
    }

    // Copies an open dossier; one copy in sixty was received long ago.
    private async Task CopyAsync(string numero, int count)
    {
        var past = FrenchDates.DayOf(bureau.Appliance.Time.GetUtcNow().UtcDateTime).AddMonths(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(bureau.CommuneId(BureauFixture.Dangy)), async (db, token) =>
        {
            var columns = db.Model.FindEntityType(typeof(Dossier))!.GetProperties().Select(property => property.GetColumnName()).ToList();
            var values = columns.Select(column => column switch
            {
                "id" => "randomblob(16)",
                "numero" => "printf('N%09d', n)",
                "code" => "printf('%010d', n)",
                "received_at" => $"CASE WHEN n % 60 = 0 THEN '{past} 10:00:00' ELSE received_at END",
                "silence_on" => $"CASE WHEN n % 60 = 0 THEN '{past}' ELSE silence_on END",
                _ => column,
            });
#pragma warning disable EF1002 // Nothing of it was typed by anyone.
            await db.Database.ExecuteSqlRawAsync(
                $"WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < {count}) INSERT INTO dossiers ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM rows, dossiers WHERE numero = '{numero}'",
                token);
#pragma warning restore EF1002
        }, Token);
    }
}
