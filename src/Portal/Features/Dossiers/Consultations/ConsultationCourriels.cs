using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>The mails of opinions. They say the démarche and the day, never who asks for what: that is behind the link.</summary>
public sealed class ConsultationCourriels(CourrielTemplates templates, CommuneDirectory directory, DemarcheCatalogue catalogue, PortalSettings settings)
{
    /// <summary>The mail that asks.</summary>
    public const string Demande = "avis-demande";

    /// <summary>The mail that reminds.</summary>
    public const string Rappel = "avis-rappel";

    /// <summary>The mail that tells the agent who asked.</summary>
    public const string Rendu = "avis-rendu";

    /// <summary>Those whose texts are not the usager's: the first two hold secret links.</summary>
    public static readonly string[] Kinds = [Demande, Rappel, Rendu];

    // A service of a town hall is a few people; beyond, the service has an address.
    private const int MostOfService = 20;

    /// <summary>Queues the question, or its reminder, for whom it is asked of; each mail outside has a link of its own.</summary>
    /// <param name="context">The dossier.</param>
    /// <param name="consultation">The opinion.</param>
    /// <param name="kind"><see cref="Demande"/> or <see cref="Rappel"/>.</param>
    /// <param name="token">The token of a link outside.</param>
    public async Task SendAsync(DossierContext context, Consultation consultation, string kind, string token)
    {
        var values = Values(context, consultation);
        if (consultation.IsOutside)
        {
            context.Db.ConsultationLiens.Add(new ConsultationLien
            {
                Hash = ConsultationLinks.HashOf(token) ?? token,
                CommuneId = consultation.CommuneId,
                ConsultationId = consultation.Id,
            });
            values["ouverture"] = $"Ouvrez ce lien, sans compte ni mot de passe\u00a0:\n{directory.UrlOf(context.Commune, ConsultationLinks.Outside(token))}\n\n"
                + $"Il montre la question et ce que la mairie a choisi de joindre, et vaut jusqu’au {FrenchDates.LongDate(consultation.LastDay)}. Un avis se donne une fois. Ne transmettez pas ce lien\u00a0: qui l’a peut répondre à votre place.";
            context.SendBeside(consultation.Courriel!, kind, templates.Render(kind, values), consultation.Id);
            return;
        }

        values["ouverture"] = $"Lisez la question et répondez dans le bureau, à la page «\u00a0Tâches\u00a0»\u00a0:\n{settings.Scheme}://bureau.{settings.Base}{ConsultationLinks.Inside(consultation.Id)}";
        var rendered = templates.Render(kind, values);
        foreach (var address in await AddressesAsync(context, consultation))
        {
            context.SendBeside(address, kind, rendered, consultation.Id);
        }
    }

    /// <summary>Tells the agent who asked that the opinion is there, while they work for the commune.</summary>
    public async Task SendAnsweredAsync(DossierContext context, Consultation consultation)
    {
        if (await Working(context, row => row.Id == consultation.AskedById).Select(row => row.Courriel).FirstOrDefaultAsync(context.CancellationToken) is not { } address)
        {
            return;
        }

        var values = Values(context, consultation);
        values["numero"] = context.Dossier.Numero;
        values["lien"] = $"{settings.Scheme}://bureau.{settings.Base}/dossiers/{context.Dossier.Numero}";
        context.SendBeside(address, Rendu, templates.Render(Rendu, values), consultation.Id);
    }

    /// <summary>The name of the démarche, which says nothing of the person.</summary>
    public string DemarcheOf(Dossier dossier) => (catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion) ?? catalogue.Find(dossier.DemarcheCode))?.Objet ?? dossier.DemarcheCode;

    private static async Task<List<string>> AddressesAsync(DossierContext context, Consultation consultation)
    {
        if (consultation.AgentId is { } asked)
        {
            return await Working(context, row => row.Id == asked).Select(row => row.Courriel).ToListAsync(context.CancellationToken);
        }

        var (commune, service, today) = (consultation.CommuneId, consultation.ServiceId, DateOnly.FromDateTime(context.Now));
        var members = await context.Db.Agents
            .Where(row => row.Id != consultation.AskedById && row.Memberships.Any(membership =>
                membership.CommuneId == commune && membership.Role == Role.AgentService && membership.ServiceId == service && (membership.Until == null || membership.Until >= today)))
            .OrderBy(row => row.Nom).ThenBy(row => row.Id)
            .Take(MostOfService)
            .Select(row => row.Courriel)
            .ToListAsync(context.CancellationToken);
        if (members.Count == 0 && await context.Db.Services.Where(row => row.Id == service).Select(row => row.Courriel).FirstOrDefaultAsync(context.CancellationToken) is { Length: > 0 } own)
        {
            members.Add(own);
        }

        return members;
    }

    private static IQueryable<Agent> Working(DossierContext context, System.Linq.Expressions.Expression<Func<Agent, bool>> which)
    {
        var (commune, today) = (context.Dossier.CommuneId, DateOnly.FromDateTime(context.Now));
        return context.Db.Agents.Where(which).Where(row => row.Memberships.Any(membership =>
            membership.CommuneId == commune && membership.Role != Role.Elu && (membership.Until == null || membership.Until >= today)));
    }

    private Dictionary<string, string?> Values(DossierContext context, Consultation consultation) => new(StringComparer.Ordinal)
    {
        ["nom"] = consultation.Nom,
        ["demarche"] = DemarcheOf(context.Dossier),
        ["commune"] = context.Commune.Nom,
        ["de_commune"] = context.Commune.NomDe,
        ["date_limite"] = FrenchDates.LongDate(consultation.Due),
        ["agent"] = consultation.AskedByNom,
    };
}
