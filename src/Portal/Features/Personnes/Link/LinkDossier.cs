using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Link;

/// <summary>Lets an agent say whose request it is.</summary>
public sealed class LinkDossier(DossierWork work, DemarcheCatalogue catalogue)
{
    /// <summary>What the request says of who asks; null when it says no name.</summary>
    public static PersonneDescription? DescriptionOf(Dossier dossier)
    {
        using var answers = JsonDocument.Parse(dossier.Answers);
        return PersonneDescription.Of(FormAnswers.Unchecked(answers.RootElement));
    }

    /// <summary>The records that it may be, the likest first.</summary>
    public static async Task<IReadOnlyList<Lookalike>> ProposeAsync(PortalDb db, Dossier dossier, CancellationToken cancellationToken) =>
        DescriptionOf(dossier) is { } said
            ? await Lookalikes.FindAsync(db, dossier.CommuneId, Signalement.Of(said, CompteOf(dossier)), cancellationToken)
            : [];

    /// <summary>Joins it to a record; false when the agent has no such dossier.</summary>
    /// <exception cref="DossierRuleException">The record is not in the commune.</exception>
    public Task<bool> JoinAsync(string numero, Guid personneId, AgentAccess agent, CancellationToken cancellationToken) => work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
    {
        var personne = await context.Db.Personnes.FirstOrDefaultAsync(row => row.CommuneId == context.Dossier.CommuneId && row.Id == personneId, context.CancellationToken)
            ?? throw new DossierRuleException("Cette fiche n’existe pas dans la commune de la demande. Choisissez-en une autre.");
        Join(context, personne);
    }, cancellationToken);

    /// <summary>Makes a record of what the request says, and joins it.</summary>
    /// <exception cref="DossierRuleException">The request says no name.</exception>
    public Task<bool> AddAsync(string numero, AgentAccess agent, CancellationToken cancellationToken) => work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, context =>
    {
        var said = DescriptionOf(context.Dossier) ?? throw new DossierRuleException("Cette demande ne dit pas de nom\u00a0: cherchez la personne, ou créez sa fiche à l’accueil.");
        Join(context, RecognizePersonne.Add(context, said, CompteOf(context.Dossier)));
        return Task.CompletedTask;
    }, cancellationToken);

    private void Join(DossierContext context, Personne personne)
    {
        if (context.Dossier.PersonneId == personne.Id)
        {
            return;
        }

        context.Record(EventKinds.PersonneReconnue, new { personne = personne.Id, avant = context.Dossier.PersonneId });
        context.Dossier.PersonneId = personne.Id;
        if (catalogue.Find(context.Dossier.DemarcheCode, context.Dossier.DemarcheVersion) is { } demarche && DataCategories.IsSensitive(demarche))
        {
            personne.Protect(true, context.Now);
        }

        context.Dossier.Touch(context.Now);
    }

    private static Guid? CompteOf(Dossier dossier) => dossier.Mandat is null ? dossier.UsagerSub : null;
}
