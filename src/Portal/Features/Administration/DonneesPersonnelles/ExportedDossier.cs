using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>A dossier or a draft as its person receives it: names are French, since the person reads them; times are UTC.</summary>
public sealed record ExportedDossier
{
    /// <summary>The number; of a draft, its key.</summary>
    public required string Numero { get; init; }
    public required bool Brouillon { get; init; }
    public required string Demarche { get; init; }
    public required string DemarcheCode { get; init; }
    public required string DemarcheVersion { get; init; }
    public required string Objet { get; init; }
    public required string Canal { get; init; }
    public required DateTime Date { get; init; }
    public required string Etat { get; init; }
    public string? Decision { get; init; }
    public string? Motif { get; init; }
    public DateTime? DecideLe { get; init; }
    public DateTime? TermineLe { get; init; }
    /// <summary>Who made the request for the person, and under which mandate (RGPD, article 15(1)(g)); without their address.</summary>
    public string? FaitePar { get; init; }
    public ExportedAvis? Avis { get; init; }
    public required IReadOnlyList<ExportedGroup> Reponses { get; init; }

    /// <summary>The answers as they are kept, for machines.</summary>
    public required JsonElement ReponsesBrutes { get; init; }
    public IReadOnlyList<ExportedMessage> Messages { get; init; } = [];
    public IReadOnlyList<ExportedMessage> Courriels { get; init; } = [];
    public IReadOnlyList<ExportedLine> Evenements { get; init; } = [];
    public IReadOnlyList<ExportedPiece> Pieces { get; init; } = [];
}

/// <summary>
/// A request that the person made for another one: what they said of themselves and what was sent to them. The request itself is the other
/// person's (RGPD, article 15(4)).
/// </summary>
public sealed record ExportedMandat
{
    public required string Numero { get; init; }
    public required string Demarche { get; init; }
    public required DateTime Date { get; init; }
    public required string Qualite { get; init; }
    public required string Nom { get; init; }
    public string? Structure { get; init; }
    public string? Courriel { get; init; }
    public string? Telephone { get; init; }
    public required DateOnly DonneLe { get; init; }
    public required DateTime AttesteLe { get; init; }
    public required string Courriels { get; init; }

    /// <summary>The name of the signed mandate; the file bears the other person's signature and stays with their request.</summary>
    public string? MandatSigne { get; init; }
    public DateTime? ContesteLe { get; init; }
    public IReadOnlyList<ExportedMail> Recus { get; init; } = [];
}

/// <summary>A mail by its subject.</summary>
public sealed record ExportedMail(DateTime Date, string Objet);

/// <summary>The answers of one page.</summary>
public sealed record ExportedGroup(string Titre, IReadOnlyList<ExportedAnswer> Lignes);

/// <summary>A question and its answer in words.</summary>
public sealed record ExportedAnswer(string Question, string Reponse);

/// <summary>A message of the thread, or a mail.</summary>
public sealed record ExportedMessage(DateTime Date, string De, string Texte);

/// <summary>What the person thought of it.</summary>
public sealed record ExportedAvis(string Reponse, string? Commentaire, DateTime Date);

/// <summary>What happened.</summary>
public sealed record ExportedLine(DateTime Date, string Fait, string? Par);

/// <summary>A file, and where it is in the archive.</summary>
public sealed record ExportedPiece(Guid Reference, string Nom, string Type, long Octets, string Sha256, DateTime Date, string Origine, string Fichier);

/// <summary>
/// Reads dossiers and drafts for their person. Internal notes and their files are left out: an agent reads them first, since they often
/// speak of others (RGPD, article 15(4)).
/// </summary>
public sealed class PersonFiles(DemarcheCatalogue catalogue)
{
    /// <summary>Reads a dossier of the commune; null when it is not there.</summary>
    public async Task<ExportedDossier?> ReadDossierAsync(PortalDb db, Commune commune, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.CommuneId == commune.Id, cancellationToken) is not { } dossier)
        {
            return null;
        }

        var messages = await db.Messages.Where(row => row.DossierId == id && !row.Internal).OrderBy(row => row.At).ToListAsync(cancellationToken);
        // Those about opinions are to others, and open what they were asked.
        var courriels = await db.Courriels.Where(row => row.DossierId == id && !ConsultationCourriels.Kinds.Contains(row.Kind)).OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
        var events = await db.DossierEvents.Where(row => row.DossierId == id).OrderBy(row => row.Sequence).ToListAsync(cancellationToken);
        var answer = await db.Satisfactions.AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == id, cancellationToken);
        return Read(commune, dossier.DemarcheCode, dossier.DemarcheVersion, dossier.Answers, dossier.ReceivedAt) with
        {
            Numero = dossier.Numero,
            Objet = dossier.Objet,
            Canal = BureauWords.Of(dossier.Channel),
            Etat = BureauWords.Of(dossier.Phase),
            Decision = dossier.Outcome is { } outcome ? BureauWords.Of(outcome) : null,
            Motif = dossier.Motif,
            DecideLe = dossier.DecidedAt,
            TermineLe = dossier.ClosedAt,
            FaitePar = dossier.Mandat is { } mandat ? $"{MandatWords.Who(mandat)}. {MandatWords.Given(mandat)}." : null,
            Avis = answer is null ? null : new ExportedAvis(AvisWords.Of(answer.Score), answer.Comment, answer.ChangedAt ?? answer.At),
            Messages = messages.ConvertAll(message => new ExportedMessage(message.At, message.AuthorName, message.Body)),
            Courriels = courriels.ConvertAll(courriel => new ExportedMessage(courriel.CreatedAt, courriel.ExpediteurNom, courriel.Objet + "\n\n" + courriel.Texte)),
            Evenements = [.. History.Of(events).Reverse().Select(line => new ExportedLine(line.At, line.Title, line.By))],
            Pieces = await PiecesAsync(
                db.Pieces.Where(row => row.DossierId == id && !db.Papers.Any(paper => paper.PieceId == row.Id && paper.GivenAt == null) && (row.MessageId == null || !db.Messages.Any(message => message.Id == row.MessageId && message.Internal))),
                dossier.Numero, cancellationToken),
        };
    }

    /// <summary>Reads the mandate of a dossier of the commune, for who acts; null when it is not there.</summary>
    public async Task<ExportedMandat?> ReadMandatAsync(PortalDb db, Commune commune, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.CommuneId == commune.Id, cancellationToken) is not { Mandat: { ByAgent: false } mandat } dossier)
        {
            return null;
        }

        var mails = mandat.Courriel is { Length: > 0 } address && !address.Equals(dossier.UsagerCourriel, StringComparison.OrdinalIgnoreCase)
            ? await db.Courriels.Where(row => row.DossierId == id && row.Destinataire == address).OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken)
            : [];
        return new ExportedMandat
        {
            Numero = dossier.Numero,
            Demarche = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)?.Objet ?? dossier.Objet,
            Date = dossier.ReceivedAt,
            Qualite = MandatWords.Of(mandat.Qualite),
            Nom = mandat.Nom,
            Structure = mandat.Structure,
            Courriel = mandat.Courriel,
            Telephone = mandat.Telephone,
            DonneLe = mandat.Date,
            AttesteLe = mandat.DeclaredAt,
            Courriels = MandatWords.Of(mandat.Courriels),
            MandatSigne = mandat.PieceNom,
            ContesteLe = dossier.MandatContesteAt,
            Recus = mails.ConvertAll(mail => new ExportedMail(mail.CreatedAt, mail.Objet)),
        };
    }

    /// <summary>Reads a draft of the commune; null when it is not there.</summary>
    public async Task<ExportedDossier?> ReadDraftAsync(PortalDb db, Commune commune, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Drafts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.CommuneId == commune.Id, cancellationToken) is not { } draft)
        {
            return null;
        }

        return Read(commune, draft.DemarcheCode, draft.DemarcheVersion, draft.Answers, draft.UpdatedAt) with
        {
            Numero = id.ToString(),
            Brouillon = true,
            Canal = BureauWords.Of(draft.Channel),
            Etat = "Brouillon jamais envoyé",
            Pieces = await PiecesAsync(db.Pieces.Where(row => row.DraftId == id && row.DossierId == null), $"brouillon-{id}", cancellationToken),
        };
    }

    // A version that is known no more leaves the answers as they are kept.
    private ExportedDossier Read(Commune commune, string code, string version, string answers, DateTime at)
    {
        var form = new FormContext(FrenchDates.DayOf(at), commune.Nom, commune.Liaison);
        var demarche = catalogue.Find(code, version) ?? catalogue.Find(code);
        using var raw = JsonDocument.Parse(answers);
        return new ExportedDossier
        {
            Numero = "",
            Brouillon = false,
            Demarche = demarche is null ? code : form.Fill(demarche.Libelle),
            DemarcheCode = code,
            DemarcheVersion = version,
            Objet = demarche?.Objet ?? code,
            Canal = "",
            Date = at,
            Etat = "",
            Reponses = demarche is null ? [] : [.. FormSummary.Of(new FormFlow(demarche, FormAnswers.Read(answers, demarche, form), form))
                .Select(group => new ExportedGroup(group.Heading, [.. group.Lines.Select(line => new ExportedAnswer(line.Label, line.Text))]))],
            ReponsesBrutes = raw.RootElement.Clone(),
        };
    }

    private static async Task<IReadOnlyList<ExportedPiece>> PiecesAsync(IQueryable<Piece> pieces, string folder, CancellationToken cancellationToken)
    {
        var rows = await pieces.OrderBy(row => row.AddedAt).ToListAsync(cancellationToken);
        return [.. rows.Select((row, at) => new ExportedPiece(
            row.Id, row.FileName, row.MediaType, row.Length, row.Sha256, row.AddedAt, row.Origin switch { PieceOrigin.Usager => "personne", PieceOrigin.Tiers => "avis", _ => "mairie" }, $"pieces/{folder}/{at + 1:D2}-{SafeName(row.FileName)}"))];
    }

    private static string SafeName(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_')).TrimStart('.', ' ');
}
