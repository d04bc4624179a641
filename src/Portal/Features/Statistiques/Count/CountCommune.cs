using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Count;

/// <summary>
/// Counts the next lines of a commune's log into its roll-ups. The log only says which dossiers changed; each is read as it stands, what was counted
/// of it before goes out, what is so now goes in, and the cursor moves on, all in one transaction: a step that is cut off is as if it had never begun.
/// </summary>
public sealed class CountCommune(LegalDeadlines deadlines)
{
    /// <summary>The most lines of the log in one step.</summary>
    public const int Lines = 500;

    /// <summary>Takes one step inside a unit of work of the commune; the lines that were counted.</summary>
    public async Task<int> StepAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var cursor = await db.StatisticsCursors.FirstOrDefaultAsync(row => row.CommuneId == communeId, cancellationToken);
        if (cursor is null)
        {
            db.StatisticsCursors.Add(cursor = new StatisticsCursor { CommuneId = communeId });
        }

        // Lines beyond the head may not be committed yet.
        var head = await db.Ledgers.AsNoTracking().Where(row => row.CommuneId == communeId).Select(row => row.Sequence).FirstOrDefaultAsync(cancellationToken);
        var from = cursor.Sequence;
        var lines = await db.DossierEvents
            .Where(line => line.CommuneId == communeId && line.Sequence > from && line.Sequence <= head)
            .OrderBy(line => line.Sequence).Take(Lines)
            .Select(line => new { line.Sequence, line.DossierId })
            .ToListAsync(cancellationToken);
        if (lines.Count == 0)
        {
            return 0;
        }

        await CountAsync(db, communeId, [.. lines.Select(line => line.DossierId).Distinct()], cancellationToken);
        cursor.Sequence = lines[^1].Sequence;
        await db.SaveChangesAsync(cancellationToken);
        return lines.Count;
    }

    private async Task CountAsync(PortalDb db, Guid communeId, List<Guid> ids, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(db, communeId, ids, cancellationToken);
        var known = await db.DossierFacts.Where(row => ids.Contains(row.DossierId)).ToDictionaryAsync(row => row.DossierId, cancellationToken);
        var changes = new TallyChanges(communeId);
        // A dossier that is gone keeps what was counted of it.
        foreach (var dossier in read.Dossiers)
        {
            var facts = FactsOf(dossier, read);
            if (known.TryGetValue(dossier.Id, out var before))
            {
                changes.Count(before, -1);
                db.Entry(before).CurrentValues.SetValues(facts);
            }
            else
            {
                db.DossierFacts.Add(facts);
            }

            changes.Count(facts, 1);
        }

        await ApplyTallies.RunAsync(db, communeId, changes, cancellationToken);
    }

    private static async Task<Readings> ReadAsync(PortalDb db, Guid communeId, List<Guid> ids, CancellationToken cancellationToken) => new(
        await db.Dossiers.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken),
        await db.Services.AsNoTracking().Where(row => row.CommuneId == communeId).ToDictionaryAsync(row => row.Id, row => row.Code, cancellationToken),
        await db.DossierEvents.Where(line => ids.Contains(line.DossierId) && line.Kind == EventKinds.Qualifiee)
            .GroupBy(line => line.DossierId)
            .Select(group => new { group.Key, At = group.Min(line => line.At) })
            .ToDictionaryAsync(row => row.Key, row => row.At, cancellationToken),
        (await db.PieceRequests.AsNoTracking().Where(row => ids.Contains(row.DossierId)).ToListAsync(cancellationToken)).ToLookup(row => row.DossierId),
        await db.Satisfactions.AsNoTracking().Where(row => ids.Contains(row.DossierId)).ToDictionaryAsync(row => row.DossierId, cancellationToken));

    private DossierFacts FactsOf(Dossier dossier, Readings read)
    {
        var received = FrenchDates.ToParis(dossier.ReceivedAt);
        var facts = new DossierFacts
        {
            DossierId = dossier.Id,
            CommuneId = dossier.CommuneId,
            FiledOn = DateOnly.FromDateTime(received),
            FiledHour = received.Hour,
            Demarche = dossier.DemarcheCode,
            Service = dossier.ServiceId is { } service ? read.Services.GetValueOrDefault(service, "") : "",
            Channel = dossier.Channel,
        };
        if (dossier.ClosedAt is { } closed)
        {
            End(facts, dossier, FrenchDates.DayOf(closed), read);
        }

        if (read.Answers.TryGetValue(dossier.Id, out var answer))
        {
            (facts.RatedOn, facts.Avis) = (FrenchDates.DayOf(answer.At), answer.Score);
        }

        return facts;
    }

    private void End(DossierFacts facts, Dossier dossier, DateOnly closed, Readings read)
    {
        facts.ClosedOn = closed;
        facts.Outcome = dossier.Outcome;
        facts.TotalDays = Days(facts.FiledOn, closed);
        DateOnly? decided = dossier.DecidedAt is { } decision ? FrenchDates.DayOf(decision) : null;
        if (read.QualifiedAt.TryGetValue(dossier.Id, out var at))
        {
            var qualified = FrenchDates.DayOf(at);
            facts.QualificationDays = Days(facts.FiledOn, qualified);
            facts.TraitementDays = decided is { } day ? Days(qualified, day) : null;
        }

        facts.DelivranceDays = decided is { } end ? Days(end, closed) : null;
        if (deadlines.Clock(dossier, [.. read.Requests[dossier.Id]]).SilenceDate is { } silence)
        {
            facts.Late = (decided ?? closed) > silence;
        }
    }

    // A clock that was set back gives no negative delay.
    private static int Days(DateOnly from, DateOnly to) => Math.Max(0, to.DayNumber - from.DayNumber);

    private sealed record Readings(
        List<Dossier> Dossiers,
        Dictionary<Guid, string> Services,
        Dictionary<Guid, DateTime> QualifiedAt,
        ILookup<Guid, PieceRequest> Requests,
        Dictionary<Guid, Satisfaction> Answers);
}
