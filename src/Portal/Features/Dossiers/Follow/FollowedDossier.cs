using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>What a usager sees of a dossier.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Libelle">What was asked.</param>
/// <param name="Sentence">Where it is, in one sentence.</param>
/// <param name="Asked">The pieces that are awaited, when some are.</param>
/// <param name="PromisedFor">The day that the commune promises, while the request is open.</param>
/// <param name="SilenceOn">The day on which silence becomes a decision.</param>
/// <param name="Silence">What that decision is.</param>
/// <param name="Messages">The thread, oldest first, without internal notes.</param>
/// <param name="Pieces">The files, oldest first.</param>
/// <param name="History">What happened, newest first.</param>
public sealed record FollowedDossier(
    Dossier Dossier, string Libelle, string Sentence, PieceRequest? Asked, DateOnly? PromisedFor, DateOnly? SilenceOn, SilenceEffect Silence,
    IReadOnlyList<DossierMessage> Messages, IReadOnlyList<Piece> Pieces, IReadOnlyList<HistoryLine> History)
{
    /// <summary>What the usager said of it, once ended.</summary>
    public Satisfaction? Satisfaction { get; init; }

    /// <summary>The town hall.</summary>
    public required Commune Commune { get; init; }

    /// <summary>The documents that the town hall gives.</summary>
    public IEnumerable<Piece> Given => Pieces.Where(piece => piece.Origin is PieceOrigin.Commune);

    /// <summary>The files that the usager sent.</summary>
    public IEnumerable<Piece> Sent => Pieces.Where(piece => piece.Origin is PieceOrigin.Usager);
}

/// <summary>Reads a dossier for the one who follows it; internal notes and their files are never read.</summary>
public sealed class FollowedDossiers(PortalDb db, DemarcheCatalogue catalogue, CommuneDirectory directory, LegalDeadlines deadlines)
{
    /// <summary>The dossier of this commune, or null.</summary>
    public async Task<FollowedDossier?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Dossiers.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } dossier
            || directory.Find(dossier.CommuneId) is not { } commune)
        {
            return null;
        }

        var demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion) ?? catalogue.Find(dossier.DemarcheCode);
        var form = new FormContext(FrenchDates.DayOf(dossier.ReceivedAt), commune.Nom, commune.Liaison);
        var requests = await db.PieceRequests.Where(row => row.DossierId == id).ToListAsync(cancellationToken);
        var asked = requests.Find(row => row.ProducedAt is null);
        var service = await db.Services.Where(row => row.Id == dossier.ServiceId).Select(row => row.Code).FirstOrDefaultAsync(cancellationToken);
        var received = FrenchDates.DayOf(dossier.ReceivedAt);
        var events = await db.DossierEvents.Where(row => row.DossierId == id).ToListAsync(cancellationToken);
        return new FollowedDossier(
            dossier,
            demarche is null ? dossier.Objet : French.Typography(form.Fill(demarche.Libelle)),
            SentenceOf(dossier, asked, service, demarche, form),
            dossier.IsClosed ? null : asked,
            demarche is { Promise.WorkingDays: > 0 and var days } && dossier is { DecidedAt: null, ImpliciteLe: null, IsClosed: false }
                ? LegalCalendar.OfDepartement(commune.DepartementCode).AddJoursOuvres(received, days)
                : null,
            dossier is { DecidedAt: null, ImpliciteLe: null, IsClosed: false } ? deadlines.Clock(dossier, requests).SilenceDate : null,
            deadlines.SilenceOf(dossier),
            await db.Messages.Where(row => row.DossierId == id && !row.Internal).OrderBy(row => row.At).ToListAsync(cancellationToken),
            await PiecesOf(id).OrderBy(row => row.AddedAt).ToListAsync(cancellationToken),
            History.Of(events))
        {
            Commune = commune,
            Satisfaction = await db.Satisfactions.AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == id, cancellationToken),
        };
    }

    /// <summary>A file of the dossier that its usager may have, or null.</summary>
    public Task<Piece?> FindPieceAsync(Guid dossierId, Guid pieceId, CancellationToken cancellationToken) =>
        PiecesOf(dossierId).FirstOrDefaultAsync(row => row.Id == pieceId && row.Threat == null, cancellationToken);

    // Papers have their own list: one may wait for the decision.
    private IQueryable<Piece> PiecesOf(Guid dossierId) => db.Pieces.Where(row =>
        row.DossierId == dossierId && !db.Papers.Any(paper => paper.PieceId == row.Id) && (row.MessageId == null || !db.Messages.Any(message => message.Id == row.MessageId && message.Internal)));

    private static string SentenceOf(Dossier dossier, PieceRequest? asked, string? service, DemarcheDefinition? demarche, FormContext form)
    {
        if (HorlogeWords.SentenceOf(dossier) is { } special)
        {
            return special;
        }

        if (dossier is { IsClosed: true, Outcome: null })
        {
            return "Votre demande est traitée avec celle dont elle venait";
        }

        if (dossier.AttendUsager && asked is not null)
        {
            var several = asked.Pieces.Contains('\n', StringComparison.Ordinal);
            return $"{ServiceOf(service)} attend {(several ? "des pièces" : "une pièce")} de votre part";
        }

        var words = demarche?.Statuses;
        var sentence = dossier.Phase switch
        {
            Phase.Reception => words?.Reception,
            Phase.Qualification => words?.Qualification,
            Phase.Traitement => words?.Traitement,
            Phase.Delivrance => words?.Delivrance,
            _ => words?.Cloture,
        };
        return French.Typography(form.Fill((sentence ?? "La mairie traite votre demande").TrimEnd('.')));
    }

    private static string ServiceOf(string? code) => code switch
    {
        "accueil" => "L’accueil de la mairie",
        "etat-civil" => "L’état civil",
        "urbanisme" => "L’urbanisme",
        "technique" => "Le service technique",
        "periscolaire" => "Le service périscolaire",
        _ => "La mairie",
    };
}
