using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Communes;

/// <summary>A job's way through the communes: one commune's fault leaves the others their turn, and the run fails at its end, to be tried again.</summary>
internal static class EachCommune
{
    /// <summary>Runs the work for each, until the job is to stop.</summary>
    /// <exception cref="InvalidOperationException">It failed for some of them; each is in the technical log.</exception>
    public static async Task RunAsync<T>(IEnumerable<T> communes, Func<T, Task> work, ILogger logger, CancellationToken stopping)
        where T : notnull
    {
        var (failed, fault) = (0, (Exception?)null);
        foreach (var commune in communes)
        {
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            try
            {
                await work(commune);
            }
            catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
            {
                logger.LogError(error, "The work for the commune {Commune} failed", commune is Commune known ? known.Insee : commune);
                (failed, fault) = (failed + 1, error);
            }
        }

        if (fault is not null)
        {
            throw new InvalidOperationException($"The work failed for {failed} communes, the last with: {fault.Message}", fault);
        }
    }
}
