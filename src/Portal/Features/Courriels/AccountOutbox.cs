using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>Queues the mails of accounts, which the syndicate sends and no commune owns.</summary>
public sealed class AccountOutbox(
    PortalWrites writes, CourrielTemplates templates, CommuneDirectory directory, CourrielNudge nudge, TimeProvider time)
{
    /// <summary>Queues one mail; it is durable when the task ends.</summary>
    public async Task QueueAsync(string kind, string courriel, string nom, string link, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var syndicat = directory.Syndicat?.Nom ?? "Beffroi";
        var mail = templates.Render(kind, new Dictionary<string, string?>(StringComparer.Ordinal) { ["nom"] = nom, ["lien"] = link, ["syndicat"] = syndicat });
        await writes.RunAsync(
            CommuneScope.One(CommuneScope.SyndicatId),
            async (db, token) =>
            {
                db.Courriels.Add(new Courriel
                {
                    Id = Guid.CreateVersion7(),
                    CommuneId = CommuneScope.SyndicatId,
                    Kind = kind,
                    Destinataire = courriel,
                    Objet = mail.Subject,
                    Texte = mail.Text,
                    Html = mail.Html,
                    ExpediteurNom = syndicat,
                    CreatedAt = now,
                    NextAttemptAt = now,
                });
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        nudge.Now();
    }
}
