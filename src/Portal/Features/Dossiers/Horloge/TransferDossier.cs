using Beffroi.Portal.Agents;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>What an agent types to send a request on.</summary>
public sealed class TransferForm
{
    /// <summary>The kind of administration.</summary>
    public TransferKind? Genre { get; set; }

    /// <summary>Its name.</summary>
    public string? Destinataire { get; set; }

    /// <summary>How the usager reaches it.</summary>
    public string? Coordonnees { get; set; }

    /// <summary>How it was sent.</summary>
    public TransferWay? Voie { get; set; }

    /// <summary>The day on which it was sent.</summary>
    public DateInput EnvoyeLe { get; set; } = new();

    /// <summary>What proves it.</summary>
    public string? Preuve { get; set; }

    /// <summary>Whether something was typed.</summary>
    public bool IsEmpty => Genre is null && Voie is null && string.IsNullOrWhiteSpace(Destinataire + Coordonnees + Preuve) && EnvoyeLe.IsEmpty;
}

/// <summary>A request that was sent on to the administration that is competent.</summary>
public sealed record TransferDossierCommand(
    string Numero, int Version, TransferKind Kind, string Destinataire, string Coordonnees, TransferWay Way, DateOnly SentOn, string Preuve)
{
    /// <summary>Whether the agent knows that something is still to be done.</summary>
    public bool KnowsOpenTasks { get; init; }
}

/// <summary>
/// Records that a request was sent on to the administration that is competent, and tells the usager (CRPA L114-2). Our clock ends with
/// the proof that it was sent; the receiver acknowledges it (L114-4), and its silence is counted as L114-3 says.
/// </summary>
public sealed class TransferDossier(DossierWork work, DossierCourriels courriels, LegalDeadlines deadlines)
{
    /// <summary>Records it; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(TransferDossierCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var dossier = context.Dossier;
            dossier.RequireAlone();
            await FollowJoined.RequireNoneAsync(context);
            var transfert = new Transfert
            {
                DossierId = dossier.Id,
                CommuneId = dossier.CommuneId,
                Kind = command.Kind,
                Destinataire = Cleaned(command.Destinataire, Transfert.MaxName, nameof(TransferForm.Destinataire), "Écrivez le nom de l’administration à laquelle la demande est envoyée").ReplaceLineEndings(" "),
                Coordonnees = Cleaned(command.Coordonnees, Transfert.MaxText, nameof(TransferForm.Coordonnees), "Écrivez comment l’usager joint cette administration"),
                Way = command.Way,
                SentOn = command.SentOn,
                Preuve = Cleaned(command.Preuve, Transfert.MaxText, nameof(TransferForm.Preuve), "Écrivez ce qui prouve l’envoi, par exemple un numéro de recommandé ou la date de l’accusé reçu"),
                At = context.Now,
                AgentId = context.Agent!.Sub,
            };
            await AskSousTache.CheckAsync(context, command.KnowsOpenTasks);
            TypedDay.Instant(command.SentOn, dossier.ReceivedAt, context.Now, "Transfert." + nameof(TransferForm.EnvoyeLe));
            context.Db.Transferts.Add(transfert);
            var notice = courriels.WriteTransfert(context, transfert, deadlines.SilenceOf(dossier));
            var message = context.Write(notice.Text);
            dossier.Transfer($"Envoyée le {FrenchDates.Date(transfert.SentOn)} {HorlogeWords.Of(transfert.Way)} à {transfert.Destinataire}.", context.Now);
            context.Record(EventKinds.Transmise, new
            {
                genre = transfert.Kind.ToString(),
                destinataire = transfert.Destinataire,
                voie = transfert.Way.ToString(),
                le = transfert.SentOn,
                message = message.Id,
                empreinte = TextHash.Of(notice.Text),
            });
            context.Record(EventKinds.Cloturee);
            if (dossier.Destinataires is null)
            {
                await OpenTache.RunAsync(context, TacheKind.PrevenirTransmission);
            }
            else
            {
                context.Send("transfert", notice);
            }
        }, cancellationToken);

    /// <summary>What becomes of the legal delay, for the usager.</summary>
    internal static string Delay(SilenceEffect silence, DateOnly received) => silence switch
    {
        SilenceEffect.Rejet => $"Si elle ne répond pas, la loi considère votre demande comme refusée à la fin du délai prévu. Ce délai se compte depuis le {FrenchDates.LongDate(received)}, jour où la mairie a reçu votre demande (article L. 114-3 du code des relations entre le public et l’administration).",
        SilenceEffect.Acceptation => "Si elle ne répond pas, la loi considère votre demande comme acceptée à la fin du délai prévu. Ce délai se compte depuis le jour où elle reçoit votre demande (article L. 114-3 du code des relations entre le public et l’administration).",
        _ => "C’est elle qui vous répondra.",
    };

    private static string Cleaned(string text, int most, string field, string message) => text.ReplaceLineEndings("\n").Trim() is { Length: > 0 } typed && typed.Length <= most
        ? typed
        : throw new DossierFieldException("Transfert." + field, $"{message}, en {most}\u00a0caractères au plus.");
}
