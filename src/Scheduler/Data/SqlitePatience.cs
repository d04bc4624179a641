using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Beffroi.Scheduler.Data;

/// <summary>
/// Lets SQLite itself wait for another writer, in steps of 1 to 100 ms. Without it Microsoft.Data.Sqlite sleeps 150 ms between tries,
/// which many short writers at once pay again and again.
/// </summary>
internal sealed class SqlitePatience : DbConnectionInterceptor
{
    private const int Milliseconds = 30_000;

    public static SqlitePatience Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection) => _ = SQLitePCL.raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle, Milliseconds);
}
