using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Console;

/// <summary>A mail as operators see it: no content, no full address.</summary>
public sealed record CourrielLine(Guid Id, string Kind, string Commune, string MaskedAddress, DateTime CreatedAt, CourrielState State, int Attempts, string? Error);

/// <summary>A commune with the numbers of its dossiers.</summary>
public sealed record CommuneLine(Commune Commune, int Open, int Late);

/// <summary>What the console counts over all communes, in numbers only.</summary>
public sealed record ConsoleFigures(IReadOnlyList<CommuneLine> Communes, IReadOnlyList<CourrielLine> Courriels, IReadOnlyDictionary<CourrielState, int> CourrielCounts);

/// <summary>Reads what operators may know: figures, mails without their content, never a dossier.</summary>
public sealed class ConsoleReading(PortalContexts contexts, CommuneDirectory directory, TimeProvider time)
{
    private const int ShownCourriels = 50;

    /// <summary>Reads the figures.</summary>
    public async Task<ConsoleFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var counts = await db.Dossiers.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => DossierPhases.Open.Contains(row.Phase))
            .GroupBy(row => row.CommuneId)
            .Select(group => new { group.Key, Open = group.Count(), Late = group.Count(row => row.NextDate < today) })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        var courriels = db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => row.State != CourrielState.Envoye);
        var states = await courriels.GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var rows = await courriels
            .OrderByDescending(row => row.State == CourrielState.Incertain || row.State == CourrielState.Echec)
            .ThenBy(row => row.CreatedAt)
            .Take(ShownCourriels)
            .Select(row => new { row.Id, row.Kind, row.CommuneId, row.Destinataire, row.CreatedAt, row.State, row.Attempts, row.LastError })
            .ToListAsync(cancellationToken);
        return new ConsoleFigures(
            [.. directory.All.Select(commune => counts.TryGetValue(commune.Id, out var found)
                ? new CommuneLine(commune, found.Open, found.Late)
                : new CommuneLine(commune, 0, 0))],
            [.. rows.Select(row => new CourrielLine(
                row.Id, row.Kind, directory.Find(row.CommuneId)?.Nom ?? "Syndicat", Mask(row.Destinataire), row.CreatedAt, row.State, row.Attempts, row.LastError))],
            states);
    }

    /// <summary>« c…@exemple.fr »: enough to know the provider, not the person.</summary>
    internal static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        return at <= 0 ? "…" : $"{address[0]}…{address[at..]}";
    }
}
