using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Receipts;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>Writes the acknowledgement that the qualification will send, to be read before it leaves; nothing is saved.</summary>
public sealed class AcknowledgementPreview(PortalContexts contexts, DossierCourriels courriels, CommuneDirectory directory, TimeProvider time)
{
    /// <summary>The mail as it would be sent now; null when the qualification sends none.</summary>
    /// <exception cref="DossierRuleException">It would be held back: says what is missing and who can add it.</exception>
    public async Task<Courriel?> WriteAsync(Dossier dossier, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (dossier.Phase is not (Phase.Reception or Phase.Qualification))
        {
            return null;
        }

        await using var db = contexts.Open(CommuneScope.One(dossier.CommuneId));
        var context = await DraftAsync(db, dossier, agent, cancellationToken);
        var missing = await courriels.SendAccuseReceptionAsync(context);
        return missing.Count == 0
            ? db.Courriels.Local.FirstOrDefault()
            : throw new DossierRuleException(await FaultAsync(context, missing, agent));
    }

    /// <summary>The acknowledgement to print now; null when none is to be given on paper.</summary>
    /// <exception cref="DossierRuleException">A mention that the law asks for is missing: says which and who can add it.</exception>
    public async Task<AcknowledgementContent?> WritePaperAsync(Dossier dossier, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (!courriels.GoesOnPaper(dossier))
        {
            return null;
        }

        await using var db = contexts.Open(CommuneScope.One(dossier.CommuneId));
        var context = await DraftAsync(db, dossier, agent, cancellationToken);
        try
        {
            var written = await courriels.WriteAccuseReceptionAsync(context);
            var commune = context.Commune;
            return new AcknowledgementContent(
                $"Mairie {commune.NomDe}", French.Initials(commune.Nom), commune.Couleur, dossier.Numero, written.Subject, written.Text, FrenchDates.DayOf(context.Now));
        }
        catch (MissingMentionException incomplete)
        {
            throw new DossierRuleException(await FaultAsync(context, incomplete.Mentions, agent));
        }
    }

    /// <summary>Why the acknowledgement cannot be printed; null when it can.</summary>
    public async Task<string?> PaperFaultAsync(Dossier dossier, AgentAccess agent, CancellationToken cancellationToken)
    {
        try
        {
            await WritePaperAsync(dossier, agent, cancellationToken);
            return null;
        }
        catch (DossierRuleException refused)
        {
            return refused.Message;
        }
    }

    // A context of its own, thrown away unsaved: the very code that sends writes the preview.
    private async Task<DossierContext> DraftAsync(PortalDb db, Dossier dossier, AgentAccess agent, CancellationToken cancellationToken)
    {
        var copy = await db.Dossiers.AsNoTracking().FirstAsync(row => row.Id == dossier.Id, cancellationToken);
        var log = await DossierLog.OpenAsync(db, dossier.CommuneId, cancellationToken);
        return new DossierContext(
            db, copy, directory.Find(dossier.CommuneId)!, agent, log, new Actor(ActorKind.Agent, agent.Sub, agent.Nom), time.GetUtcNow().UtcDateTime, cancellationToken);
    }

    private async Task<string> FaultAsync(DossierContext context, IReadOnlyList<string> missing, AgentAccess agent) =>
        $"Il manque une mention que la loi exige\u00a0: {BureauWords.OfMentions(missing)}. {await WhoAddsAsync(context.Db, context.Dossier.CommuneId, agent, context.CancellationToken)}";

    private async Task<string> WhoAddsAsync(PortalDb db, Guid communeId, AgentAccess agent, CancellationToken cancellationToken)
    {
        const string place = "dans «\u00a0Administration\u00a0», «\u00a0Mairie et horaires\u00a0».";
        if (agent.MayAdminister(communeId))
        {
            return "Ajoutez-la " + place;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var names = await db.Memberships
            .Where(row => row.CommuneId == communeId && row.Role == Role.CommuneAdmin && (row.Until == null || row.Until >= today))
            .Join(db.Agents, row => row.AgentId, who => who.Id, (row, who) => who.Nom)
            .Distinct()
            .OrderBy(nom => nom)
            .Take(3)
            .ToListAsync(cancellationToken);
        return $"L’administration de la commune{(names.Count == 0 ? "" : $" ({French.List(names, "ou")})")} peut l’ajouter {place}";
    }
}
