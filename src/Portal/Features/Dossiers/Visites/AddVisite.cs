using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Pieces.Images;
using Beffroi.Portal.Features.Envois;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Dossiers.Visites;

/// <summary>A photograph of a visit, and where it says that it was taken when the agent agrees to keep that.</summary>
public sealed record VisitePhoto(StoredFile File, GeoPoint? Place);

/// <summary>What an agent saw on the spot.</summary>
public sealed record AddVisiteCommand(string Numero, string? Note, IReadOnlyList<VisitePhoto> Photos);

/// <summary>Adds what an agent saw on the spot to the thread, as an internal note with its photographs.</summary>
public sealed class AddVisite(DossierWork work, FormUploads uploads)
{
    /// <summary>The most photographs of a visit.</summary>
    public const int MostPhotos = 10;

    /// <summary>The longest note, in characters.</summary>
    public const int MaxNote = 4_000;

    /// <summary>Takes a photograph in; the place is read before the picture is cleaned of it, and only where it is to be kept.</summary>
    /// <exception cref="PieceRefusedException">It is no photograph that can be kept.</exception>
    public async Task<VisitePhoto> TakeAsync(IFormFile photo, bool keepsPlace, CancellationToken cancellationToken)
    {
        GeoPoint? place = null;
        if (keepsPlace && photo.Length is > 0 and <= PieceIntake.MaxBytes)
        {
            var content = new byte[photo.Length];
            await using var sent = photo.OpenReadStream();
            await sent.ReadExactlyAsync(content, cancellationToken);
            place = ExifPosition.Read(content) is { } read ? new GeoPoint(read.Latitude, read.Longitude) : null;
        }

        return new VisitePhoto(await uploads.TakeAsync(photo, cancellationToken), place);
    }

    /// <summary>Adds it; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public Task<bool> RunAsync(AddVisiteCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            var files = command.Photos.Select(photo => photo.File).ToList();
            if (await PieceRows.AreKeptAsync(files, context))
            {
                return;
            }

            if (files.Count > MostPhotos)
            {
                throw new DossierFieldException(VisiteModel.Box, $"Joignez {MostPhotos}\u00a0photos au plus.");
            }

            var note = files.Count > 0 && string.IsNullOrWhiteSpace(command.Note) ? "Visite sur place." : Typed.Text(command.Note, MaxNote, "Note", "Écrivez ce que vous avez vu, ou joignez une photo");
            var places = command.Photos.Where(photo => photo.Place is not null).Select(photo => $"«\u00a0{photo.File.FileName}\u00a0»\u00a0: {photo.Place!.Words}").ToList();
            var message = context.Write(places.Count == 0 ? note : $"{note}\n\nLieu des photos, selon l’appareil\u00a0:\n{string.Join('\n', places)}", isInternal: true);
            context.Db.Pieces.AddRange(files.Select(file => PieceRows.Of(file, context, PieceOrigin.Commune, message.Id)));
            context.Dossier.Visit(context.Now);
            context.Record(EventKinds.Visite, new { message = message.Id, empreinte = TextHash.Of(message.Body), fichiers = files.Select(file => file.Sha256) });
        }, cancellationToken);
}
