using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>Reads the calendar of a commune from what its town hall says of its hours.</summary>
internal static class OpeningCalendars
{
    // Seven days of four openings, and some room.
    private const int MostHours = 64;

    /// <summary>The hours of the town hall.</summary>
    public static Task<List<OpeningHours>> HoursAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken) =>
        db.OpeningHours.AsNoTracking().Where(row => row.CommuneId == communeId).OrderBy(row => row.Id).Take(MostHours).ToListAsync(cancellationToken);

    /// <summary>The calendar of the commune.</summary>
    public static async Task<OpeningCalendar> ReadAsync(PortalDb db, Commune commune, CancellationToken cancellationToken) =>
        new(await HoursAsync(db, commune.Id, cancellationToken), LegalCalendar.OfDepartement(commune.DepartementCode));
}
