using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Beffroi.Scheduler.Jobs;

/// <summary>
/// Keeps a job to one run at a time over all processes on the same database: a command beside a running appliance, two appliances on one
/// server. The system or PostgreSQL lets go of the lock when its process dies, so that none is ever left behind.
/// </summary>
public sealed class JobLocks(SchedulerSettings settings)
{
    // « beff »: the advisory locks of a database are shared by everything in it.
    private const int LockClass = 0x62656666;
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock of a job; null when another run still holds it at the end of the patience. Dispose it to let go.</summary>
    public async Task<IAsyncDisposable?> TakeAsync(string job, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += s_betweenTries)
        {
            if (await TryAsync(job, cancellationToken) is { } held)
            {
                return held;
            }

            if (waited >= patience)
            {
                return null;
            }

            await Task.Delay(s_betweenTries, cancellationToken);
        }
    }

    private Task<IAsyncDisposable?> TryAsync(string job, CancellationToken cancellationToken) =>
        settings.Database.Kind == DatabaseKind.Sqlite ? Task.FromResult<IAsyncDisposable?>(TryFile(job)) : TryAdvisoryAsync(job, cancellationToken);

    private FileStream? TryFile(string job)
    {
        var path = $"{new SqliteConnectionStringBuilder(settings.Database.ConnectionString).DataSource}.{job}.lock";
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (IsHeld(held))
        {
            return null;
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows; a full disk is an IOException too.
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private async Task<IAsyncDisposable?> TryAdvisoryAsync(string job, CancellationToken cancellationToken)
    {
        // Not pooled: closing the connection ends the session, and with it the lock.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(settings.Database.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock(@class, hashtext(@job))", connection);
            take.Parameters.AddWithValue("class", LockClass);
            take.Parameters.AddWithValue("job", job);
            if (await take.ExecuteScalarAsync(cancellationToken) is true)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
