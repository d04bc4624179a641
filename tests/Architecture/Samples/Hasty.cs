using Microsoft.EntityFrameworkCore;

#pragma warning disable RS0030 // The sample does what is banned, so that the rule is seen to report it.

namespace Beffroi.Architecture.Tests.Samples;

/// <summary>Makes each banned call once, behind the pragma that hides it from the compiler.</summary>
internal static class Hasty
{
    public const int Banned = 12;

    public static async Task RunAsync(Task<int> work, IQueryable<string> rows)
    {
        await Task.Yield();
        _ = DateTime.Now;
        _ = DateTime.UtcNow;
        _ = DateTime.Today;
        _ = DateTimeOffset.Now;
        _ = DateTimeOffset.UtcNow;
        _ = Guid.NewGuid();
        _ = work.Result;
        work.Wait();
        _ = rows.IgnoreQueryFilters();
        _ = rows.IgnoreQueryFilters(["commune"]);
        using var scope = new System.Transactions.TransactionScope();
        using var handler = new HttpClientHandler();
        using var client = new HttpClient(handler);
        Array.ForEach([1], _ => Thread.Sleep(1));
    }
}
