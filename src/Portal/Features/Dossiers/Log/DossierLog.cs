using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Log;

/// <summary>The log of one commune, opened for writing inside a unit of work; on PostgreSQL its head is locked until the commit.</summary>
public sealed class DossierLog
{
    private readonly PortalDb _db;
    private readonly CommuneLedger _ledger;

    private DossierLog(PortalDb db, CommuneLedger ledger)
    {
        _db = db;
        _ledger = ledger;
    }

    /// <summary>Opens the log of a commune.</summary>
    public static async Task<DossierLog> OpenAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var ledgers = db is PgPortal
            ? db.Ledgers.FromSqlInterpolated($"SELECT * FROM portal.ledgers WHERE commune_id = {communeId} FOR UPDATE")
            : db.Ledgers.Where(row => row.CommuneId == communeId);
        var ledger = db.Ledgers.Local.FirstOrDefault(row => row.CommuneId == communeId)
            ?? await ledgers.IgnoreQueryFilters([PortalDb.CommuneFilter]).FirstAsync(cancellationToken);
        return new DossierLog(db, ledger);
    }

    /// <summary>The number of a new dossier.</summary>
    public string NextNumber(string insee, int year) => _ledger.NextNumber(insee, year);

    /// <summary>Adds a line about a dossier.</summary>
    public DossierEvent Add(Guid dossierId, DateTime now, Actor actor, string kind, object? data = null)
    {
        var line = _ledger.Append(dossierId, now, actor, kind, data);
        _db.DossierEvents.Add(line);
        return line;
    }
}
