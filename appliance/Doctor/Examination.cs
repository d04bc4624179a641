namespace Beffroi.Appliance.Doctor;

/// <summary>Runs the checks one after the other. One that fails or takes too long is itself a finding.</summary>
internal sealed class Examination(IReadOnlyList<ICheck> checks)
{
    /// <summary>Runs them all.</summary>
    /// <param name="begins">Told the name of each check as it begins.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(Action<string> begins, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var check in checks)
        {
            begins(check.Name);
            findings.AddRange(await RunAsync(check, cancellationToken));
        }

        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(ICheck check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(check.Limit);
        try
        {
            // SQLite and the file system block their thread whatever the token says: the check is left behind at its limit.
            return await Task.Run(() => check.RunAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            return [new(Severity.Warning, check.Name, $"Pas de réponse en {check.Limit.TotalSeconds:0} secondes : ce point n’a pas pu être vérifié.")];
        }
        // Whatever a check stumbles on is what the operator came to learn.
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return [new(Severity.Fault, check.Name, $"Ce point n’a pas pu être vérifié ({error.GetType().Name} : {FirstLine(error.Message)}).")];
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
