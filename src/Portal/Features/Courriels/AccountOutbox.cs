using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>Queues the mails of accounts, which the syndicate sends and no commune owns.</summary>
public sealed class AccountOutbox(PortalWrites writes, CommuneDirectory directory, CourrielNudge nudge, TimeProvider time)
{
    /// <summary>Queues one mail; it is durable when the task ends.</summary>
    public async Task QueueAsync(string kind, string courriel, string nom, string link, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var syndicat = directory.Syndicat?.Nom ?? "Beffroi";
        var (subject, opening, ending) = kind switch
        {
            "confirmation-compte" => ("Confirmez votre adresse électronique", "Pour terminer la création de votre compte, ouvrez ce lien :", "Ce lien vaut 24\u00a0heures. "),
            "mot-de-passe" => ("Choisissez un nouveau mot de passe", "Vous avez demandé un nouveau mot de passe. Ouvrez ce lien pour le choisir :", "Ce lien vaut une heure et sert une fois. "),
            "compte-existant" => ("Vous avez déjà un compte", "Quelqu’un a voulu créer un compte avec votre adresse, qui en a déjà un. Si c’est vous, connectez-vous ou choisissez un nouveau mot de passe :", ""),
            "invitation-agent" => ("Votre accès au bureau", "Vous êtes invité à travailler dans le bureau de votre commune. Ouvrez ce lien pour choisir votre mot de passe :", "Ce lien vaut sept jours et sert une fois. "),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of account mail."),
        };
        var text = $"Bonjour {nom},\n\n{opening}\n{link}\n\n{ending}Si vous n’attendiez pas ce message, ignorez-le.\n\n{syndicat}\n";
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
                    Objet = subject,
                    Texte = text,
                    Html = "<p>" + System.Net.WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal) + "</p>",
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
