using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Taches;

namespace Beffroi.Portal.Features.Dossiers.Deliver;

/// <summary>How the answer or the document reaches the usager.</summary>
public enum DeliveryMode
{
    /// <summary>By post.</summary>
    Poste,

    /// <summary>Handed over at the counter.</summary>
    Guichet,

    /// <summary>On the follow-up page.</summary>
    EnLigne,
}

/// <summary>The delivery: how, the words that go with it, and a file when there is one.</summary>
public sealed record DeliverDossierCommand(string Numero, int Version, DeliveryMode Mode, string Message, StoredFile? File)
{
    /// <summary>The established papers that the usager gets with it.</summary>
    public IReadOnlyList<Guid> Papers { get; init; } = [];

    /// <summary>The templates that the words were begun from.</summary>
    public IReadOnlyList<Guid> Modeles { get; init; } = [];

    /// <summary>To whom it was handed over at the counter; null where it was not, or nobody noted it.</summary>
    public Handover? Handover { get; init; }

    /// <summary>Whether the agent knows that something is still to be done.</summary>
    public bool KnowsOpenTasks { get; init; }
}

/// <summary>Hands the answer or the document over; the dossier ends.</summary>
public sealed class DeliverDossier(DossierWork work, DossierCourriels courriels, CountUses uses, FollowJoined joined)
{
    /// <summary>Delivers; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(DeliverDossierCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            if (string.IsNullOrWhiteSpace(command.Message) || command.Message.Length > Treat.WriteToUsager.MaxLength)
            {
                throw new DossierRuleException("Écrivez les mots qui accompagnent la remise (10\u00a0000 caractères au plus).");
            }

            context.Dossier.RequireAlone();
            await AskSousTache.CheckAsync(context, command.KnowsOpenTasks);
            await FollowJoined.CheckTextAsync(context, command.Message);
            var message = context.Write(command.Message);
            if (command.File is not null)
            {
                context.Db.Pieces.Add(PieceRows.Of(command.File, context, PieceOrigin.Commune, message.Id));
            }

            var papers = await GivePapers.RunAsync(context, command.Papers, message.Id);
            var receipt = command.Handover is { } handover ? WriteReceipt(context, handover) : null;
            context.Dossier.Deliver(context.Now);
            context.Record(EventKinds.Delivree, new
            {
                mode = command.Mode.ToString(),
                message = message.Id,
                empreinte = TextHash.Of(command.Message),
                fichier = command.File?.Sha256,
                documents = papers.Select(paper => paper.Id),
                remise = receipt?.Id,
                empreinteRemise = receipt is null ? null : TextHash.Of(receipt.Body),
                preuve = command.Handover?.SignedReceipt?.Sha256,
            });
            context.Record(EventKinds.Cloturee);
            await courriels.SendDelivranceAsync(context, command.Mode, command.Message, command.File is not null || papers.Count > 0);
            await joined.EachAsync(context, own => FollowAsync(own, command, context.Dossier));
            await uses.RunAsync(context, command.Message, command.Modeles);
        }, cancellationToken);

    // A note among agents, with the signed receipt.
    private static DossierMessage WriteReceipt(DossierContext context, Handover handover)
    {
        var note = context.Write(handover.Words, isInternal: true);
        if (handover.SignedReceipt is { } signed)
        {
            context.Db.Pieces.Add(PieceRows.Of(signed, context, PieceOrigin.Commune, note.Id));
        }

        return note;
    }

    // The same words, on the follow-up page: the file and the papers are those of the other person.
    private async Task FollowAsync(DossierContext own, DeliverDossierCommand command, Dossier main)
    {
        var message = own.Write(command.Message);
        own.Dossier.Deliver(own.Now);
        own.Record(EventKinds.Delivree, new { mode = nameof(DeliveryMode.EnLigne), message = message.Id, empreinte = TextHash.Of(command.Message), avec = main.Numero });
        own.Record(EventKinds.Cloturee);
        await courriels.SendDelivranceAsync(own, DeliveryMode.EnLigne, command.Message, withFile: false);
    }
}
