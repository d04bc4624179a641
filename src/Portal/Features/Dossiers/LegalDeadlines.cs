using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>The legal clock of dossiers, on every channel: what it depends on is gathered here, the law is in <see cref="LegalClock"/>.</summary>
public sealed class LegalDeadlines(CommuneDirectory directory, DemarcheCatalogue catalogue, TimeProvider time)
{
    /// <summary>The channels that seize the administration electronically (CRPA L112-8).</summary>
    public static readonly Channel[] Electronic = [Channel.Web, Channel.Courriel];

    /// <summary>Whether the channel seizes the administration electronically.</summary>
    public static bool IsElectronic(Channel channel) => Electronic.Contains(channel);

    /// <summary>Sets the next date of a dossier, which orders the inbox; called inside the unit of work that changed it.</summary>
    public async Task RefreshAsync(PortalDb db, Dossier dossier, CancellationToken cancellationToken)
    {
        if (dossier.IsClosed)
        {
            return;
        }

        var saved = await db.PieceRequests.AsNoTracking().Where(row => row.DossierId == dossier.Id).ToListAsync(cancellationToken);
        var changed = db.PieceRequests.Local.Where(row => row.DossierId == dossier.Id).ToList();
        Apply(dossier, [.. saved.Where(row => changed.TrueForAll(other => other.Id != row.Id)), .. changed]);
    }

    /// <summary>Sets the next date of a dossier whose requests for pieces are known.</summary>
    public void Apply(Dossier dossier, IReadOnlyList<PieceRequest> requests)
    {
        var clock = dossier.IsClosed ? null : Clock(dossier, requests);
        dossier.NextDate = clock?.NextDate?.Date ?? DateOnly.MaxValue;
        dossier.NextDateKind = clock?.NextDate?.Kind;
        dossier.SilenceOn = dossier is { DecidedAt: null, ImpliciteLe: null } ? clock?.SilenceDate ?? DateOnly.MaxValue : DateOnly.MaxValue;
    }

    /// <summary>What silence means for a dossier.</summary>
    public SilenceEffect SilenceOf(Dossier dossier) => SilenceOf(catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion));

    /// <summary>The legal clock of a dossier as it stands today.</summary>
    public LegalClock Clock(Dossier dossier, IReadOnlyList<PieceRequest> requests)
    {
        var commune = directory.Find(dossier.CommuneId)!;
        var demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion);
        return LegalClock.Read(new LegalClockInput
        {
            Electronic = IsElectronic(dossier.Channel),
            ReceivedAt = dossier.ReceivedAt,
            Silence = dossier.Implicite ?? SilenceOf(demarche),
            ImpliedOn = dossier.ImpliciteLe,
            Months = demarche?.Silence?.Months,
            SilenceSource = demarche?.Silence?.Ground,
            PureDelivery = demarche?.Nature == DemarcheNature.Delivrance,
            AccuseEnregistrementAt = dossier.AccuseEnregistrementAt,
            AccuseReceptionAt = dossier.AccuseReceptionAt,
            DecidedAt = dossier.DecidedAt,
            NotifiedAt = dossier.Destinataires is null || dossier.Outcome is null or Outcome.Reponse ? null : dossier.DecidedAt,
            Suspensions = [.. requests.Select(row => new Suspension(
                FrenchDates.DayOf(row.RequestedAt), row.Deadline, row.ProducedAt is { } produced ? FrenchDates.DayOf(produced) : null))],
            Zone = LegalCalendar.ZoneOf(commune.DepartementCode),
            Today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime),
        });
    }

    private static SilenceEffect SilenceOf(DemarcheDefinition? demarche) => demarche?.Silence?.Rule switch
    {
        SilenceMeaning.Acceptation => SilenceEffect.Acceptation,
        SilenceMeaning.Rejet => SilenceEffect.Rejet,
        SilenceMeaning.Renonciation => SilenceEffect.Renonciation,
        _ => SilenceEffect.SansObjet,
    };
}
