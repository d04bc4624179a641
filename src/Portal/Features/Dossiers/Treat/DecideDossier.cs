using Beffroi.Portal.Agents;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Treat;

/// <summary>A decision with its reasons.</summary>
public sealed record DecideDossierCommand(string Numero, int Version, Outcome Outcome, string Motif)
{
    /// <summary>The established papers that the usager gets with it.</summary>
    public IReadOnlyList<Guid> Papers { get; init; } = [];

    /// <summary>The templates that the text was begun from.</summary>
    public IReadOnlyList<Guid> Modeles { get; init; } = [];
}

/// <summary>Decides; a refusal is reasoned and names the ways of appeal (CRPA L211-2, CJA R421-5).</summary>
public sealed class DecideDossier(DossierWork work, DossierCourriels courriels, CountUses uses, FollowJoined joined)
{
    /// <summary>Decides; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(DecideDossierCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayTreat(commune), command.Version, async context =>
        {
            if (string.IsNullOrWhiteSpace(command.Motif) || command.Motif.Length > WriteToUsager.MaxLength)
            {
                throw new DossierRuleException(command.Outcome == Outcome.Defavorable
                    ? "Motivez le refus : les faits et le texte sur lesquels il s’appuie (10\u00a0000 caractères au plus)."
                    : "Indiquez ce qui est décidé et pourquoi (10\u00a0000 caractères au plus).");
            }

            context.Dossier.RequireAlone();
            await FollowJoined.CheckTextAsync(context, command.Motif);
            context.Dossier.Decide(command.Outcome, command.Motif, context.Now);
            var papers = await GivePapers.RunAsync(context, command.Papers);
            context.Record(EventKinds.Decidee, new { issue = command.Outcome.ToString(), empreinte = TextHash.Of(command.Motif), documents = papers.Select(paper => paper.Id) });
            if (command.Outcome != Outcome.Reponse)
            {
                await courriels.SendDecisionAsync(context);
            }

            await joined.EachAsync(context, own => FollowAsync(own, command, context.Dossier));
            await uses.RunAsync(context, command.Motif, command.Modeles);
        }, cancellationToken);

    // The same decision with the same reasons; the papers are those of the other person.
    private async Task FollowAsync(DossierContext own, DecideDossierCommand command, Dossier main)
    {
        if (command.Outcome is Outcome.Defavorable && own.Dossier is { Implicite: SilenceEffect.Acceptation or SilenceEffect.Renonciation, ImpliciteLe: { } born })
        {
            throw new DossierRuleException(
                $"La demande jointe {own.Dossier.NumeroCourt} est acceptée par le silence de la mairie depuis le {FrenchDates.Date(born)}\u00a0: séparez-la d’abord, elle ne peut pas suivre ce refus.");
        }

        own.Dossier.Decide(command.Outcome, command.Motif, own.Now);
        own.Record(EventKinds.Decidee, new { issue = command.Outcome.ToString(), empreinte = TextHash.Of(command.Motif), avec = main.Numero });
        if (command.Outcome != Outcome.Reponse)
        {
            await courriels.SendDecisionAsync(own);
        }
    }
}
