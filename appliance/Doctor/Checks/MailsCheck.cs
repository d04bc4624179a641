using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Mails that wait for too long or for a decision; counted, never shown.</summary>
internal sealed class MailsCheck(PortalContexts contexts, TimeProvider time) : ICheck
{
    public string Name => "courriels";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        // Counted over all communes: no row of any is read.
        var mails = db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]);
        var findings = new List<Finding>();
        var undecided = await mails.CountAsync(mail => mail.State == CourrielState.Echec || mail.State == CourrielState.Incertain, cancellationToken);
        if (undecided > 0)
        {
            findings.Add(new(Severity.Warning, Name, $"{undecided} courriel(s) refusés ou peut-être partis attendent votre décision dans la console (« Courriels à décider »)."));
        }

        var now = time.GetUtcNow().UtcDateTime;
        var (hour, day) = (now.AddHours(-1), now.AddDays(-1));
        var waiting = await mails.CountAsync(mail => mail.State == CourrielState.EnAttente && mail.CreatedAt < hour, cancellationToken);
        if (waiting > 0)
        {
            var old = await mails.CountAsync(mail => mail.State == CourrielState.EnAttente && mail.CreatedAt < day, cancellationToken);
            findings.Add(new(old > 0 ? Severity.Fault : Severity.Warning, Name, $"{waiting} courriel(s) attendent depuis plus d’une heure, dont {old} depuis plus d’un jour.", "beffroi jobs run courriels"));
        }

        return findings.Count > 0 ? findings : [new(Severity.Ok, Name, "Aucun courriel n’attend depuis plus d’une heure.")];
    }
}
