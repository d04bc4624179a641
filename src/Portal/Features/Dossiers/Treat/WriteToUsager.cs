using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;

namespace Beffroi.Portal.Features.Dossiers.Treat;

/// <summary>Writes to the usager, or leaves a note that only agents see.</summary>
public sealed class WriteToUsager(DossierWork work, DossierCourriels courriels, CountUses uses)
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Sends a message to the usager.</summary>
    public Task<bool> SendAsync(string numero, string text, StoredFile? file, AgentAccess agent, CancellationToken cancellationToken) =>
        SendAsync(numero, text, file, [], agent, cancellationToken);

    /// <summary>Sends a message to the usager that was begun from these templates.</summary>
    public Task<bool> SendAsync(string numero, string text, StoredFile? file, IReadOnlyCollection<Guid> modeles, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            if (await PieceRows.AreKeptAsync(file is null ? [] : [file], context))
            {
                return;
            }

            var message = Add(context, text, isInternal: false);
            if (file is not null)
            {
                context.Db.Pieces.Add(PieceRows.Of(file, context, PieceOrigin.Commune, message.Id));
            }

            context.Dossier.Answer(context.Now);
            context.Record(EventKinds.MessageAgent, new { message = message.Id, empreinte = TextHash.Of(text), fichier = file?.Sha256 });
            await courriels.SendMessageAsync(context, text);
            await uses.RunAsync(context, text, modeles);
        }, cancellationToken);

    /// <summary>Adds an internal note.</summary>
    public Task<bool> NoteAsync(string numero, string text, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, context =>
        {
            var note = Add(context, text, isInternal: true);
            context.Dossier.Touch(context.Now);
            context.Record(EventKinds.NoteInterne, new { message = note.Id, empreinte = TextHash.Of(text) });
            return Task.CompletedTask;
        }, cancellationToken);

    private static DossierMessage Add(DossierContext context, string text, bool isInternal)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            throw new DossierRuleException(string.IsNullOrWhiteSpace(text)
                ? "Écrivez votre texte."
                : "Le texte dépasse 10\u00a0000 caractères. Raccourcissez-le, ou joignez un fichier.");
        }

        return context.Write(text, isInternal);
    }
}
