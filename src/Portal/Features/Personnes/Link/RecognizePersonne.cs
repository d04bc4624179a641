using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Link;

/// <summary>
/// Says at filing whose request it is: the record that the agent has chosen, else the one that is certainly of the same person, else a new one
/// when nobody there looks like them. In doubt it says nothing, and the page of the dossier proposes.
/// </summary>
internal static class RecognizePersonne
{
    /// <summary>Joins the new dossier to its record, in the transaction that files it.</summary>
    /// <exception cref="DossierRuleException">The record that was chosen is not in the commune.</exception>
    public static async Task RunAsync(DossierContext context, FileDossierCommand command)
    {
        await JoinAsync(context, command);
        if (context.Dossier.PersonneId is { } joined && DataCategories.IsSensitive(command.Demarche))
        {
            (await context.Db.Personnes.FindAsync([joined], context.CancellationToken))?.Protect(true, context.Now);
        }
    }

    /// <summary>Makes a record of what a request says.</summary>
    public static Personne Add(DossierContext context, PersonneDescription said, Guid? compte)
    {
        var personne = new Personne
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = context.Dossier.CommuneId,
            Kind = PersonneKind.Physique,
            UsagerSub = compte,
            CreatedAt = context.Now,
        };
        personne.Describe(said, context.Now);
        PersonneKeyRows.Add(context.Db, personne);
        return personne;
    }

    private static async Task JoinAsync(DossierContext context, FileDossierCommand command)
    {
        var said = PersonneDescription.Of(command.Answers);
        if (command is { PersonneId: { } chosen, Agent: not null })
        {
            await ChooseAsync(context, chosen, said);
            return;
        }

        if (said is null)
        {
            return;
        }

        // The account of who asks for another is not that of the person.
        var compte = command.Mandat is null ? command.UsagerSub : null;
        var alike = await Lookalikes.FindAsync(context.Db, context.Dossier.CommuneId, Signalement.Of(said, compte), context.CancellationToken);
        if (alike is [{ Degree: Ressemblance.Certaine } certain, ..])
        {
            context.Dossier.PersonneId = certain.OwnId;
        }
        else if (alike.Count == 0 && (said.HasContact || compte is not null))
        {
            context.Dossier.PersonneId = Add(context, said, compte).Id;
        }
    }

    private static async Task ChooseAsync(DossierContext context, Guid chosen, PersonneDescription? said)
    {
        var personne = await context.Db.Personnes.FirstOrDefaultAsync(row => row.CommuneId == context.Dossier.CommuneId && row.Id == chosen, context.CancellationToken)
            ?? throw new DossierRuleException("Cette fiche n’existe plus dans la commune. Cherchez de nouveau la personne.");
        context.Dossier.PersonneId = personne.Id;
        if (said is not null && personne.Kind is PersonneKind.Physique)
        {
            personne.Complete(said, context.Now);
            await PersonneKeyRows.RenewAsync(context.Db, personne, context.CancellationToken);
        }
    }
}
