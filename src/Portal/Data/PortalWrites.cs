namespace Beffroi.Portal.Data;

/// <summary>
/// The one door of writes. The work gets a tracking context inside a transaction; what it saves is on disk when the returned task
/// ends. It must do nothing but read and write rows, since it may be run again after a conflict.
/// </summary>
public abstract class PortalWrites
{
    /// <summary>Runs a unit of work and returns its result once it is durable.</summary>
    /// <exception cref="CommuneWallException">The work wrote a row of a commune outside the scope.</exception>
    public abstract Task<T> RunAsync<T>(
        CommuneScope scope, Func<PortalDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default);

    /// <summary>Runs a unit of work and returns once it is durable.</summary>
    public Task RunAsync(CommuneScope scope, Func<PortalDb, CancellationToken, Task> work, CancellationToken cancellationToken = default) =>
        RunAsync(
            scope,
            async (db, token) =>
            {
                await work(db, token);
                return true;
            },
            cancellationToken);
}
