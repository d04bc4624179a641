using System.Security.Cryptography;
using System.Text;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Envois;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>A form at the counter, as it was sent.</summary>
/// <param name="CommuneId">The commune.</param>
/// <param name="Depot">Names the intake, and its files until it is filed.</param>
/// <param name="AgentSub">The agent.</param>
/// <param name="Demarche">The démarche.</param>
/// <param name="Form">What was sent.</param>
public sealed record IntakeSending(Guid CommuneId, Guid Depot, Guid AgentSub, DemarcheDefinition Demarche, IFormCollection Form)
{
    /// <summary>Whether a device sends it again, whole, until it hears that it is filed: each file then has one key, however often it comes.</summary>
    public bool IsRepeated { get; init; }
}

/// <summary>The files of an intake, and what was refused beside their questions.</summary>
public sealed record IntakeAttachments(IReadOnlyDictionary<string, FilesAnswer> Answers, IReadOnlyList<FieldError> Errors);

/// <summary>Takes the files that an agent scans at the counter and ties them to the intake until it is filed: a form that is shown again has them still.</summary>
public sealed class IntakeFiles(FormUploads uploads, PortalWrites writes, TimeProvider time)
{
    private const int OfDevice = 8;

    /// <summary>The route of files that are sent in parts.</summary>
    internal const string UploadsRoute = "/accueil/{depot:guid}/envois";

    /// <summary>Where the files of an intake are sent in parts.</summary>
    public static string UploadsOf(Guid depot) => $"/accueil/{depot}/envois";

    /// <summary>Stores the files of each attachment field.</summary>
    public async Task<IntakeAttachments> TakeAsync(PortalDb db, IntakeSending sending, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, FilesAnswer>(StringComparer.Ordinal);
        var errors = new List<FieldError>();
        foreach (var field in sending.Demarche.AllFields().Where(asked => asked.Kind == FieldKind.Attachment))
        {
            var pieces = await TakeAsync(db, sending, field, errors, cancellationToken);
            if (pieces.Count > 0)
            {
                answers[field.Id] = new FilesAnswer([.. pieces.Select(piece => new FileAnswer(piece.Id, piece.FileName, piece.MediaType, piece.Length))]);
            }
        }

        return new IntakeAttachments(answers, errors);
    }

    private async Task<List<Piece>> TakeAsync(PortalDb db, IntakeSending sending, FieldDefinition field, List<FieldError> errors, CancellationToken cancellationToken)
    {
        void Refuse(string message) => errors.Add(new FieldError(field.Id, message, FormValidation.InputId(field.Id)));
        var name = FormValidation.InputName(field.Id);
        var leaving = sending.Form[name + ".retirer"].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToHashSet();
        // What this form brought before it was shown again, or sent twice.
        var known = await db.Pieces.Where(row => row.CommuneId == sending.CommuneId && row.DraftId == sending.Depot && row.FieldId == field.Id && row.Origin == PieceOrigin.Commune)
            .OrderBy(row => row.AddedAt).ToListAsync(cancellationToken);
        // A device brings its own again; what the form had before the network went stays.
        var pieces = known.FindAll(piece => !leaving.Contains(piece.Id) && !(sending.IsRepeated && piece.Id.Version == OfDevice));
        var arrived = await uploads.ReadAsync(
            FormUploads.OwnerOf(sending.Depot, sending.AgentSub), field.Id, sending.Form[name + ".envoi"],
            keys => Task.FromResult(known.Select(piece => piece.Id).Intersect(keys).ToHashSet()), cancellationToken);
        uploads.Done(arrived);
        if (arrived.Lost.Count > 0)
        {
            Refuse(FormUploads.LostWords);
        }

        var sent = sending.Form.Files.GetFiles(name).Where(file => file.FileName.Length > 0).Concat(arrived.Files).ToList();
        var most = field.MaxFiles ?? 1;
        if (pieces.Count + sent.Count > most)
        {
            Refuse(most == 1 ? "Joignez un seul fichier\u00a0: retirez celui qui est déjà joint pour le remplacer" : $"Joignez {most}\u00a0fichiers au plus\u00a0: retirez-en un pour en joindre un autre");
            return pieces;
        }

        var added = new List<Piece>();
        foreach (var file in sent)
        {
            try
            {
                added.Add(PieceOf(await uploads.TakeAsync(file, cancellationToken), sending, field.Id));
            }
            catch (PieceRefusedException refused)
            {
                Refuse(refused.Message);
            }
        }

        if (sending.IsRepeated)
        {
            added = [.. added.DistinctBy(piece => piece.Id)];
        }

        if (added.Count > 0)
        {
            await SaveAsync(sending.CommuneId, added, cancellationToken);
            uploads.Done(sent);
        }

        return [.. pieces, .. added];
    }

    private Task SaveAsync(Guid communeId, List<Piece> added, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.One(communeId),
        async (db, token) =>
        {
            var ids = added.ConvertAll(piece => piece.Id);
            var before = await db.Pieces.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(token);
            db.Pieces.AddRange(added.Where(piece => !before.Contains(piece.Id)));
            await db.SaveChangesAsync(token);
        },
        cancellationToken);

    // Of its own making, hence version 8 (RFC 9562, section 5.8): by it a piece of a device is told from the others.
    private static Guid KeyOf(StoredFile file, Guid depot, string fieldId)
    {
        var key = SHA256.HashData([.. depot.ToByteArray(), .. Encoding.UTF8.GetBytes($"{fieldId} {file.Sha256}")]).AsSpan(0, 16);
        key[6] = (byte)((key[6] & 0x0F) | (OfDevice << 4));
        key[8] = (byte)((key[8] & 0x3F) | 0x80);
        return new Guid(key, bigEndian: true);
    }

    private Piece PieceOf(StoredFile file, IntakeSending sending, string fieldId) => new()
    {
        Id = file.UploadId ?? (sending.IsRepeated ? KeyOf(file, sending.Depot, fieldId) : Guid.CreateVersion7(time.GetUtcNow())),
        CommuneId = sending.CommuneId,
        DraftId = sending.Depot,
        FieldId = fieldId,
        FileName = file.FileName,
        MediaType = file.MediaType,
        Length = file.Length,
        Sha256 = file.Sha256,
        Origin = PieceOrigin.Commune,
        AddedAt = time.GetUtcNow().UtcDateTime,
        ScannedAt = file.ScannedAt,
    };
}
