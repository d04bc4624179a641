using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Satisfactions;

/// <summary>An answer to the question of satisfaction.</summary>
public sealed record GiveSatisfactionCommand(Guid CommuneId, Guid DossierId, Avis Score, string? Comment);

/// <summary>Records how satisfied the usager of an ended dossier is; a low answer asks the service to call back.</summary>
public sealed class GiveSatisfaction(DossierWork work)
{
    /// <summary>Records it, once however often it is sent; false when the dossier is gone.</summary>
    /// <exception cref="DossierRuleException">The dossier is not ended, the comment is too long, or the answer can no longer be changed.</exception>
    public Task<bool> RunAsync(GiveSatisfactionCommand command, CancellationToken cancellationToken) =>
        work.RunAsUsagerAsync(command.CommuneId, command.DossierId, null, async context =>
        {
            var comment = string.IsNullOrWhiteSpace(command.Comment) ? null : command.Comment.ReplaceLineEndings("\n").Trim();
            Check(context.Dossier, comment);
            var answer = await context.Db.Satisfactions.FirstOrDefaultAsync(row => row.DossierId == context.Dossier.Id, context.CancellationToken);
            if (answer is not null && answer.Score == command.Score && answer.Comment == comment)
            {
                return;
            }

            var before = answer?.Score;
            Write(context, answer, command.Score, comment);
            context.Record(EventKinds.SatisfactionDonnee, new { avis = command.Score.ToString(), empreinte = comment is null ? null : TextHash.Of(comment) });
            if (command.Score is Avis.PasSatisfait && before is not Avis.PasSatisfait)
            {
                await OpenTache.RunAsync(context, TacheKind.RappelerUsager);
            }
        }, cancellationToken);

    private static void Check(Dossier dossier, string? comment)
    {
        if (!dossier.IsClosed)
        {
            throw new DossierRuleException("Cette demande n’est pas terminée\u00a0: vous pourrez donner votre avis quand elle le sera.");
        }

        if (comment?.Length > Satisfaction.MaxComment)
        {
            throw new DossierRuleException("Votre commentaire dépasse 1\u00a0000 caractères. Raccourcissez-le.");
        }

        if (comment is not null && comment.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
        {
            throw new DossierRuleException("Retirez les caractères spéciaux de votre commentaire\u00a0: ils ne peuvent pas être lus.");
        }
    }

    private static void Write(DossierContext context, Satisfaction? answer, Avis score, string? comment)
    {
        if (answer is null)
        {
            context.Db.Satisfactions.Add(new Satisfaction
            {
                DossierId = context.Dossier.Id,
                CommuneId = context.Dossier.CommuneId,
                Score = score,
                Comment = comment,
                At = context.Now,
            });
            return;
        }

        if (context.Now > answer.At + Satisfaction.Changeable)
        {
            throw new DossierRuleException("Vous avez donné votre avis il y a plus de 30 jours\u00a0: il ne peut plus être changé. Vous pouvez toujours appeler la mairie.");
        }

        (answer.Score, answer.Comment, answer.ChangedAt) = (score, comment, context.Now);
    }
}
