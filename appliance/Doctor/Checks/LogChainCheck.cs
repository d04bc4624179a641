using System.Diagnostics;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether the chained log of each commune holds; without --complet, of as many communes as four seconds allow.</summary>
internal sealed class LogChainCheck(CommuneDirectory directory, VerifyLog verify, bool complete) : ICheck
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(4);

    public string Name => "journal";

    public TimeSpan Limit => complete ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!complete)
        {
            budget.CancelAfter(s_budget);
        }

        var findings = new List<Finding>();
        var (lines, communes) = (0L, 0);
        try
        {
            foreach (var commune in directory.All)
            {
                var result = await verify.RunAsync(commune, budget.Token);
                lines += result.Lines;
                communes++;
                if (!result.Holds)
                {
                    findings.Add(new(Severity.Fault, Name, $"{commune.Nom} ({commune.Insee}) : la chaîne du journal est rompue à la ligne {result.BrokenAt} ({result.Reason}).", $"beffroi log verify --commune {commune.Insee}"));
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The budget is spent: the sentence says how far it went.
        }

        var whole = communes == directory.All.Count;
        findings.Add(new(Severity.Ok, Name, $"{lines} ligne(s) lues dans {communes} commune(s) sur {directory.All.Count}, en {watch.Elapsed.TotalSeconds:0.0} s.", whole ? null : "beffroi log verify"));
        return findings;
    }
}
