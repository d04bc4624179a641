using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>A draft that a code has opened on another device, with the key of that device.</summary>
public sealed record ResumedDraft(string DemarcheCode, DraftKey Key);

/// <summary>Gives a request that is being written a code, and opens it by that code on another device; the first device keeps it too.</summary>
public sealed class ResumeDraft(PortalWrites writes, TimeProvider time)
{
    /// <summary>The code of a draft, drawn at the first asking; null when it was sent or purged meanwhile.</summary>
    public Task<string?> GiveCodeAsync(Guid communeId, Guid draftId, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.One(communeId),
        async (db, token) =>
        {
            if (await db.Drafts.FirstOrDefaultAsync(row => row.Id == draftId && row.DossierId == null, token) is not { } draft)
            {
                return null;
            }

            draft.Code ??= FollowUpCode.Draw();
            await db.SaveChangesAsync(token);
            return draft.Code;
        },
        cancellationToken);

    /// <summary>Opens the draft of a code; null when the commune has none.</summary>
    public Task<ResumedDraft?> RunAsync(Guid communeId, string code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writes.RunAsync(
            CommuneScope.One(communeId),
            async (db, token) =>
            {
                if (await db.Drafts.FirstOrDefaultAsync(row => row.Code == code && row.DossierId == null, token) is not { } draft)
                {
                    return null;
                }

                var key = DraftKey.Draw(now) with { Id = draft.Id };
                draft.OtherSecretHash = key.Hash;
                draft.UpdatedAt = now.UtcDateTime;
                await db.SaveChangesAsync(token);
                return new ResumedDraft(draft.DemarcheCode, key);
            },
            cancellationToken);
    }
}
