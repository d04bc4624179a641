using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Envois;
using Beffroi.Portal.Features.Forms;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>A file of one question that is on disk and waits for its row.</summary>
public sealed record NewPiece(Guid Id, string FieldId, StoredFile File);

/// <summary>What a page brings in files: new ones, those to take away, and what was refused.</summary>
public sealed record PageFiles(IReadOnlyList<NewPiece> Added, IReadOnlyList<Guid> Removed, IReadOnlyList<FieldError> Errors)
{
    /// <summary>The uploads that were read, to take away once the page is saved.</summary>
    public IReadOnlyList<Upload> Uploads { get; init; } = [];

    /// <summary>The uploads that the page names and that are not there, with their questions.</summary>
    public IReadOnlyList<(string FieldId, Guid Id)> Lost { get; init; } = [];

    /// <summary>What is to be mended, once the answers that are kept are known: an upload that another click took in is not lost.</summary>
    public IReadOnlyList<FieldError> ErrorsFor(FormAnswers kept)
    {
        var files = kept.Files().Select(file => file.Id).ToHashSet();
        return [.. Errors, .. Lost.Where(lost => !files.Contains(lost.Id)).DistinctBy(lost => lost.FieldId).Select(lost => new FieldError(lost.FieldId, FormUploads.LostWords, FormValidation.InputId(lost.FieldId)))];
    }

    /// <summary>The page's attachments once the new files are added to those that the draft has.</summary>
    public Dictionary<string, FilesAnswer> Apply(PageDefinition page, FormAnswers answers)
    {
        var files = new Dictionary<string, FilesAnswer>(StringComparer.Ordinal);
        foreach (var field in page.AllFields().Where(field => field.Kind is FieldKind.Attachment))
        {
            var kept = answers[field.Id] is FilesAnswer before ? before.Files.Where(file => !Removed.Contains(file.Id)).ToList() : [];
            var added = Added.Where(piece => piece.FieldId == field.Id && !kept.Exists(file => file.Id == piece.Id))
                .Select(piece => new FileAnswer(piece.Id, piece.File.FileName, piece.File.MediaType, piece.File.Length));
            files[field.Id] = new FilesAnswer([.. kept, .. added]);
        }

        return files;
    }
}

/// <summary>Takes the files of a page; one that is refused is told beside its question and does not lose the others.</summary>
public sealed class PageFilesIntake(PieceIntake intake, FormUploads uploads, TimeProvider time)
{
    /// <summary>Stores the files of the questions that the person is asked on this page.</summary>
    public async Task<PageFiles> TakeAsync(FormFlow flow, PageDefinition page, PostedForm form, Guid? draftId, CancellationToken cancellationToken)
    {
        var added = new List<NewPiece>();
        var removed = new List<Guid>();
        var errors = new List<FieldError>();
        var uploaded = new List<Upload>();
        var lost = new List<(string, Guid)>();
        foreach (var field in page.AllFields().Where(field => field.Kind is FieldKind.Attachment))
        {
            var name = FormValidation.InputName(field.Id);
            var leaving = form.Values.GetValueOrDefault(name + ".retirer", []).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToHashSet();
            removed.AddRange(leaving);
            var before = flow.Answers[field.Id] is FilesAnswer answer ? answer.Files.Select(file => file.Id).ToHashSet() : [];
            var sent = form.Files.GetFiles(name).Where(file => file.FileName.Length > 0).ToList();
            var arrived = await uploads.ReadAsync(draftId ?? Guid.Empty, field.Id, form.Values.GetValueOrDefault(name + ".envoi", []), keys => Task.FromResult(before.Intersect(keys).ToHashSet()), cancellationToken);
            uploaded.AddRange(arrived.Left);
            lost.AddRange(arrived.Lost.Select(id => (field.Id, id)));
            var most = field.MaxFiles ?? 1;
            if (before.Except(leaving).Count() + sent.Count + arrived.Files.Count > most)
            {
                errors.Add(new FieldError(field.Id, most == 1
                    ? "Envoyez un seul fichier\u00a0: retirez celui qui est déjà joint pour le remplacer"
                    : $"Envoyez {most}\u00a0fichiers au plus\u00a0: retirez-en un pour en joindre un autre", FormValidation.InputId(field.Id)));
                continue;
            }

            foreach (var file in sent.Concat(arrived.Files))
            {
                await TakeAsync(field, file, added, errors, cancellationToken);
            }

            uploaded.AddRange(arrived.Files.Select(file => file.Upload));
        }

        return new PageFiles(added, removed, errors) { Uploads = uploaded, Lost = lost };
    }

    private async Task TakeAsync(FieldDefinition field, IFormFile file, List<NewPiece> added, List<FieldError> errors, CancellationToken cancellationToken)
    {
        void Refuse(string message) => errors.Add(new FieldError(field.Id, message, FormValidation.InputId(field.Id)));
        try
        {
            if (field.MaxMegabytes is { } megabytes && file.Length > megabytes * 1024L * 1024)
            {
                Refuse($"Le fichier dépasse {megabytes}\u00a0Mo. {PieceIntake.ReduceWords}");
                return;
            }

            var stored = await intake.TakeAsync(file, cancellationToken);
            if (field.Accept.Count > 0 && !field.Accept.Any(kind => stored.MediaType.EndsWith('/' + kind, StringComparison.Ordinal)))
            {
                Refuse($"Le fichier «\u00a0{stored.FileName}\u00a0» n’est pas accepté ici. Envoyez un fichier {string.Join(" ou ", field.Accept.Select(kind => kind.ToUpperInvariant()))}.");
                return;
            }

            added.Add(new NewPiece(stored.UploadId ?? Guid.CreateVersion7(time.GetUtcNow()), field.Id, stored));
        }
        catch (PieceRefusedException refused)
        {
            Refuse(refused.Message);
        }
    }
}
