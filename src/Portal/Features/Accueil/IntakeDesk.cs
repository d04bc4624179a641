using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>What the intake shows of a commune: the démarches it offers, the requests of the day.</summary>
public sealed class IntakeDesk(DemarcheCatalogue catalogue, Lazy<CommuneRegister> register, TimeProvider time)
{
    /// <summary>What the form knows of the day and of the commune.</summary>
    public FormContext ContextOf(Commune commune) => new(FrenchDates.DayOf(time.GetUtcNow().UtcDateTime), commune.Nom, commune.Liaison) { Register = register };

    /// <summary>The démarches that the commune offers, by name.</summary>
    public async Task<IReadOnlyList<DemarcheDefinition>> OfferedAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var adopted = await db.DemarcheAdoptions.Where(row => row.CommuneId == communeId).ToListAsync(cancellationToken);
        return [.. adopted
            .Select(row => catalogue.Find(row.Code, row.Version) is { } version ? LocalValues.Read(row.LocalValues).Apply(version) : null)
            .OfType<DemarcheDefinition>()
            .OrderBy(row => row.Objet, StringComparer.CurrentCulture)];
    }

    /// <summary>The requests that agents took today in legal time, and those answered on the spot.</summary>
    public async Task<(int All, int OnTheSpot)> DayAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var midnight = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        var since = TimeZoneInfo.ConvertTimeToUtc(midnight, FrenchDates.Zone);
        var day = await db.Dossiers
            .Where(row => row.CommuneId == communeId && row.FiledByAgentId != null && row.ReceivedAt >= since)
            .Select(row => new { row.Phase, row.Outcome })
            .ToListAsync(cancellationToken);
        return (day.Count, day.Count(row => row is { Phase: Phase.Cloture, Outcome: Outcome.Reponse }));
    }
}
