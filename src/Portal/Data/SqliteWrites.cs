using System.Threading.Channels;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Data;

/// <summary>
/// Writes to SQLite through one connection. Works that arrive together share a commit, each under a savepoint of its own, and are
/// acknowledged only after it: a lone writer pays one fsync, sixty-four callers share it.
/// </summary>
internal sealed class SqliteWrites : PortalWrites, IAsyncDisposable
{
    private const int MaxBatch = 128;

    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(2048) { SingleReader = true });
    private readonly DatabaseSettings _database;
    private readonly Lazy<Task> _loop;

    public SqliteWrites(PortalSettings settings)
    {
        _database = settings.Database;
        _loop = new Lazy<Task>(() => Task.Run(WriteAsync));
    }

    public override async Task<T> RunAsync<T>(
        CommuneScope scope, Func<PortalDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        _ = _loop.Value;
        var write = new Write<T>(scope, work, cancellationToken);
        await _queue.Writer.WriteAsync(write, cancellationToken);
        return await write.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_loop.IsValueCreated)
        {
            await _loop.Value;
        }
    }

    private async Task WriteAsync()
    {
        await using var connection = new SqliteConnection(_database.ConnectionString);
        var db = default(SqlitePortal);
        var batch = new List<Write>(MaxBatch);

        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            try
            {
                if (db is null)
                {
                    await connection.OpenAsync();
                    db = Open(connection);
                }

                await CommitTogetherAsync(connection, db, batch);
            }
            // The batch's callers get the error; the loop must go on for the next ones (a full disk gets room again).
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                foreach (var write in batch)
                {
                    write.Fail(error);
                }
            }
        }

        if (db is not null)
        {
            await db.DisposeAsync();
        }
    }

    private static async Task CommitTogetherAsync(SqliteConnection connection, SqlitePortal db, List<Write> batch)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        await db.Database.UseTransactionAsync(transaction);
        try
        {
            foreach (var write in batch)
            {
                await RunUnderSavepointAsync(transaction, db, write);
            }

            await transaction.CommitAsync();
        }
        finally
        {
            await db.Database.UseTransactionAsync(null);
            db.ChangeTracker.Clear();
        }

        foreach (var write in batch)
        {
            write.Acknowledge();
        }
    }

    private static async Task RunUnderSavepointAsync(SqliteTransaction transaction, SqlitePortal db, Write write)
    {
        const string Savepoint = "work";

        db.ChangeTracker.Clear();
        db.Scope = write.Scope;
        transaction.Save(Savepoint);
        try
        {
            await write.ExecuteAsync(db);
            transaction.Release(Savepoint);
        }
        catch (SqliteException full) when (full.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR)
        {
            // The engine has already rolled the whole transaction back: nobody of the batch may be told that it was kept.
            throw;
        }
        catch (DbUpdateException update) when (update.InnerException is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR })
        {
            throw;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
            write.Refuse(error);
        }
    }

    private SqlitePortal Open(SqliteConnection connection)
    {
        var options = new DbContextOptionsBuilder<SqlitePortal>();
        _database.Configure(options, PgPortal.Schema, connection);
        var db = new SqlitePortal(options.Options);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    private abstract class Write(CommuneScope scope)
    {
        public CommuneScope Scope { get; } = scope;

        public abstract Task ExecuteAsync(PortalDb db);

        public abstract void Refuse(Exception error);

        public abstract void Acknowledge();

        public abstract void Fail(Exception error);
    }

    private sealed class Write<T>(CommuneScope scope, Func<PortalDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        : Write(scope)
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _error;

        public Task<T> Task => _done.Task;

        public override async Task ExecuteAsync(PortalDb db)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _result = await work(db, cancellationToken);
        }

        public override void Refuse(Exception error) => _error = error;

        public override void Acknowledge()
        {
            if (_error is null)
            {
                _done.TrySetResult(_result!);
            }
            else
            {
                Fail(_error);
            }
        }

        public override void Fail(Exception error)
        {
            if (error is OperationCanceledException canceled)
            {
                _done.TrySetCanceled(canceled.CancellationToken);
            }
            else
            {
                _done.TrySetException(error);
            }
        }
    }
}
