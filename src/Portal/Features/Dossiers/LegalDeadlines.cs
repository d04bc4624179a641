using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>One line of the legal clock, as the bureau shows it.</summary>
/// <param name="Kind">A stable code: accuse-enregistrement, accuse-reception, silence, pieces.</param>
/// <param name="Label">The line in words.</param>
/// <param name="Due">The last day, when there is one.</param>
/// <param name="Done">When it was done, UTC.</param>
/// <param name="Note">What more there is to say.</param>
/// <param name="Source">The text that asks for it.</param>
public sealed record ClockLine(string Kind, string Label, DateOnly? Due, DateTime? Done, string? Note, string Source);

/// <summary>The dates that the law sets on a dossier, on every channel.</summary>
public sealed class LegalDeadlines(CommuneDirectory directory, DemarcheCatalogue catalogue)
{
    /// <summary>Computes the next date, which orders the inbox; to be called inside the unit of work that changed the dossier.</summary>
    public async Task RefreshAsync(PortalDb db, Dossier dossier, CancellationToken cancellationToken)
    {
        if (dossier.IsClosed)
        {
            return;
        }

        var saved = await db.PieceRequests.AsNoTracking().Where(row => row.DossierId == dossier.Id).ToListAsync(cancellationToken);
        var local = db.PieceRequests.Local.Where(row => row.DossierId == dossier.Id).ToList();
        var requests = saved.Where(row => local.TrueForAll(other => other.Id != row.Id)).Concat(local).ToList();
        Apply(dossier, requests);
    }

    /// <summary>Sets the next date of a dossier from its clock.</summary>
    public void Apply(Dossier dossier, IReadOnlyList<PieceRequest> requests)
    {
        var next = Clock(dossier, requests)
            .Where(line => line is { Done: null, Due: not null })
            .OrderBy(line => line.Due)
            .FirstOrDefault();
        dossier.NextDate = next?.Due ?? DateOnly.MaxValue;
        dossier.NextDateKind = next?.Kind;
    }

    /// <summary>The legal clock of a dossier.</summary>
    public IReadOnlyList<ClockLine> Clock(Dossier dossier, IReadOnlyList<PieceRequest> requests)
    {
        var commune = directory.Find(dossier.CommuneId)!;
        var calendar = LegalCalendar.OfDepartement(commune.DepartementCode);
        var received = FrenchDates.DayOf(dossier.ReceivedAt);
        var demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion);
        var lines = new List<ClockLine>();

        if (IsElectronic(dossier.Channel))
        {
            lines.Add(new ClockLine(
                "accuse-enregistrement", "Accusé d’enregistrement", calendar.AddJoursOuvres(received, 1), dossier.AccuseEnregistrementAt, null, "CRPA R. 112-11-2"));
            lines.Add(new ClockLine(
                "accuse-reception",
                "Accusé de réception",
                calendar.AddJoursOuvres(received, 10),
                dossier.AccuseReceptionAt ?? (dossier.UsagerCourriel is null ? dossier.ReceivedAt : null),
                dossier.AccuseReceptionAt is null ? "délais de recours non opposables tant qu’il n’est pas envoyé" : null,
                "CRPA R. 112-11-2, L. 112-12"));
        }

        AddPieces(lines, requests);
        AddSilence(lines, dossier, requests, received, demarche?.Silence);
        return lines;
    }

    /// <summary>Whether the channel seizes the administration electronically (CRPA L112-8).</summary>
    public static bool IsElectronic(Channel channel) => channel is Channel.Web or Channel.Courriel;

    /// <summary>The day on which silence becomes a decision, or null when silence has no effect.</summary>
    public static DateOnly? SilenceDate(SilenceRule? rule, DateOnly received, IReadOnlyList<PieceRequest> requests)
    {
        if (rule is not { Months: { } months })
        {
            return null;
        }

        var end = rule.Rule == SilenceMeaning.Acceptation
            ? AcceptanceStart(received, requests).AddMonths(months)
            : LegalCalendar.AddMonths(received, months);
        // A refusal's delay is suspended from the request of pieces to their production, or to the term set (CRPA L114-5).
        return rule.Rule == SilenceMeaning.Acceptation
            ? end
            : end.AddDays(requests.Sum(SuspendedDays));
    }

    private static void AddPieces(List<ClockLine> lines, IReadOnlyList<PieceRequest> requests)
    {
        foreach (var request in requests)
        {
            lines.Add(new ClockLine(
                "pieces",
                request.ProducedAt is null ? "Pièces attendues de l’usager" : "Pièces demandées, puis reçues",
                request.Deadline,
                request.ProducedAt,
                "le délai est suspendu entre la demande et l’envoi",
                "CRPA L. 114-5"));
        }
    }

    private static void AddSilence(List<ClockLine> lines, Dossier dossier, IReadOnlyList<PieceRequest> requests, DateOnly received, SilenceRule? rule)
    {
        if (rule is null || rule.Months is null)
        {
            lines.Add(new ClockLine("silence", "Silence sans effet", null, null, "aucune décision ne naît du silence", rule?.Ground ?? ""));
            return;
        }

        lines.Add(new ClockLine(
            "silence",
            rule.Rule == SilenceMeaning.Acceptation ? "Le silence vaut acceptation" : "Le silence vaut rejet",
            SilenceDate(rule, received, requests),
            dossier.DecidedAt,
            null,
            rule.Ground));
    }

    private static DateOnly AcceptanceStart(DateOnly received, IReadOnlyList<PieceRequest> requests) =>
        requests.Where(request => request.ProducedAt is not null)
            .Select(request => FrenchDates.DayOf(request.ProducedAt!.Value))
            .Append(received)
            .Max();

    private static int SuspendedDays(PieceRequest request)
    {
        var from = FrenchDates.DayOf(request.RequestedAt);
        var until = request.ProducedAt is { } produced && FrenchDates.DayOf(produced) < request.Deadline
            ? FrenchDates.DayOf(produced)
            : request.Deadline;
        return Math.Max(0, until.DayNumber - from.DayNumber);
    }
}
