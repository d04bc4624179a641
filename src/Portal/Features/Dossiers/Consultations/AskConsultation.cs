using System.Globalization;
using System.Net.Mail;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>An opinion to ask for: inside, of whom the choice names; outside, of a person or body by name and address.</summary>
public sealed record AskConsultationCommand(string Numero, int Version, bool Outside, string? Pour, string? Nom, string? Courriel, string? Question, IReadOnlyList<Guid> Pieces, DateOnly Due);

/// <summary>What asking would send, and to whom.</summary>
/// <param name="Consultation">The opinion as it would be kept.</param>
/// <param name="Courriels">The mails, with something that stands for the secret of the link.</param>
/// <param name="Pieces">The pieces that would be shown.</param>
public sealed record ConsultationPreview(Consultation Consultation, IReadOnlyList<Courriel> Courriels, IReadOnlyList<Piece> Pieces)
{
    /// <summary>Names what was read: what is sent must be what was shown.</summary>
    public string Hash { get; } = TextHash.Of(string.Join('\n', [
        Consultation.Nom, Consultation.Question, Consultation.Montrees, Consultation.Due.ToString("O", CultureInfo.InvariantCulture),
        .. Courriels.SelectMany(mail => new[] { mail.Destinataire, mail.Objet, mail.Texte.Replace(Consultation.Id.ToString(), "", StringComparison.Ordinal) }),
    ]));
}

/// <summary>Asks for an opinion: a row, a mail to whom it is asked of, a line of the log, and the dossier waits for it, in one transaction.</summary>
public sealed class AskConsultation(DossierWork work, ConsultationCourriels courriels, PortalContexts contexts, CommuneDirectory directory, TimeProvider time)
{
    /// <summary>The most opinions that a dossier waits for at a time.</summary>
    public const int MostAwaited = 10;

    /// <summary>Asks; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public Task<bool> RunAsync(AskConsultationCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, context => AskAsync(context, command, ConsultationLinks.Draw()), cancellationToken);

    /// <summary>Writes what would be sent; nothing is saved.</summary>
    /// <exception cref="DossierRuleException">A rule would refuse it.</exception>
    public async Task<ConsultationPreview> PreviewAsync(Dossier dossier, AskConsultationCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        // A context of its own, thrown away unsaved: the very code that asks writes the preview.
        await using var db = contexts.Open(CommuneScope.One(dossier.CommuneId));
        var copy = await db.Dossiers.AsNoTracking().FirstAsync(row => row.Id == dossier.Id, cancellationToken);
        var log = await DossierLog.OpenAsync(db, dossier.CommuneId, cancellationToken);
        var context = new DossierContext(
            db, copy, directory.Find(dossier.CommuneId)!, agent, log, new Actor(ActorKind.Agent, agent.Sub, agent.Nom), time.GetUtcNow().UtcDateTime, cancellationToken);
        var consultation = await AskAsync(context, command, ConsultationLinks.Sample);
        return new ConsultationPreview(consultation, [.. db.Courriels.Local.OrderBy(row => row.Destinataire, StringComparer.Ordinal)], await PiecesOf(context, consultation.Pieces).ToListAsync(cancellationToken));
    }

    private async Task<Consultation> AskAsync(DossierContext context, AskConsultationCommand command, string token)
    {
        var question = Typed.Text(command.Question, Consultation.MaxText, "Question", "Écrivez la question à laquelle vous attendez une réponse");
        var today = FrenchDates.DayOf(context.Now);
        if (command.Due <= today || command.Due > today.AddMonths(6))
        {
            throw new DossierFieldException("AvantLe", "Choisissez un jour à partir de demain, et dans les six mois.");
        }

        if (context.Dossier.AvisAttendus >= MostAwaited)
        {
            throw new DossierRuleException($"{MostAwaited}\u00a0avis sont déjà attendus pour cette demande. N’en attendez plus un, ou attendez une réponse.");
        }

        var pieces = command.Pieces.Distinct().Order().ToList();
        if (await PiecesOf(context, pieces).CountAsync(context.CancellationToken) != pieces.Count)
        {
            throw new DossierFieldException("Pieces", "Une des pièces choisies n’est plus dans le dossier. Choisissez de nouveau.");
        }

        var consultation = await WriteAsync(context, command, question, string.Join(' ', pieces.Select(id => id.ToString("N"))));
        context.Db.Consultations.Add(consultation);
        context.Dossier.AwaitOpinion(context.Now);
        context.Record(EventKinds.AvisDemande, new { avis = consultation.Id, dehors = consultation.IsOutside, pieces, empreinte = TextHash.Of(question), avant = command.Due });
        await courriels.SendAsync(context, consultation, ConsultationCourriels.Demande, token);
        return consultation;
    }

    private static async Task<Consultation> WriteAsync(DossierContext context, AskConsultationCommand command, string question, string shown)
    {
        var agent = context.Agent!;
        var (to, address) = command.Outside
            ? (new Destinataire(null, null, Typed.Line(command.Nom, Consultation.MaxName, "Nom", "Écrivez le nom de la personne ou de l’organisme à qui vous demandez un avis")), (string?)Address(command.Courriel))
            : (await Destinataire.ResolveAsync(context, command.Pour, "Pour"), (string?)null);
        if (to.AgentId == agent.Sub)
        {
            throw new DossierFieldException("Pour", "Choisissez quelqu’un d’autre que vous, ou laissez une note interne.");
        }

        return new Consultation
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = context.Dossier.CommuneId,
            DossierId = context.Dossier.Id,
            AskedById = agent.Sub,
            AskedByNom = agent.Qualite is { Length: > 0 } quality ? $"{agent.Nom}, {quality}" : agent.Nom,
            AskedAt = context.Now,
            Nom = to.Nom,
            AgentId = to.AgentId,
            ServiceId = to.ServiceId,
            Courriel = address,
            Question = question,
            Montrees = shown,
            Due = command.Due,
        };
    }

    private static IQueryable<Piece> PiecesOf(DossierContext context, IReadOnlyList<Guid> pieces) => context.Db.Pieces.AsNoTracking()
        .Where(row => row.DossierId == context.Dossier.Id && row.Threat == null && pieces.Contains(row.Id))
        .OrderBy(row => row.AddedAt);

    private static string Address(string? typed)
    {
        var address = (typed ?? "").Trim();
        return address.Length <= 254 && MailAddress.TryCreate(address, out var mail) && mail.Address == address && mail.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : throw new DossierFieldException("Courriel", "Saisissez une adresse électronique, par exemple nom@exemple.fr.");
    }
}
