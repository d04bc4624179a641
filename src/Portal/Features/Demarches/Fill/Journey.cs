using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>A person's way through one démarche, as the browser or the account shows it.</summary>
/// <param name="Commune">The commune.</param>
/// <param name="Demarche">The definition that the person fills in: the draft's version, or the adopted one.</param>
/// <param name="Flow">The answers so far and the pages that they open.</param>
/// <param name="Draft">The draft, not sent yet; null before the first answer.</param>
/// <param name="Key">The key that the browser holds for the draft; null when only the account opens it.</param>
/// <param name="Sent">The draft that this browser sent last.</param>
/// <param name="Closed">Why requests are not taken today, in French; null when they are.</param>
public sealed record Journey(Commune Commune, DemarcheDefinition Demarche, FormFlow Flow, Draft? Draft, DraftKey? Key, Draft? Sent, string? Closed)
{
    /// <summary>The first answers that the account gives, by their keys in definitions; null when nobody is signed in.</summary>
    public IReadOnlyDictionary<string, KnownAnswer>? Known { get; init; }

    /// <summary>The address of the first page still to answer, or of the check page; that of the démarche when it is closed.</summary>
    public string ResumeHref => Closed is not null ? DemarcheLinks.Show(Demarche.Code) : Flow.ResumeAt is { } page ? DemarcheLinks.Page(Demarche.Code, page.Id) : DemarcheLinks.Check(Demarche.Code);

    /// <summary>Where « Revenir en arrière » leads from a page.</summary>
    public string BackHref(PageDefinition page, FormFlow flow, bool toCheck) => toCheck ? DemarcheLinks.Check(Demarche.Code)
        : flow.Previous(page) is { } previous ? DemarcheLinks.Page(Demarche.Code, previous.Id)
        : DemarcheLinks.Show(Demarche.Code);

    /// <summary>Where a page that holds leads: the next one, or the check page.</summary>
    public string NextHref(PageDefinition page, FormFlow flow, bool toCheck) => (toCheck || !flow.IsReachable(page) ? flow.ResumeAt : flow.Next(page)) is { } next
        ? DemarcheLinks.Page(Demarche.Code, next.Id)
        : DemarcheLinks.Check(Demarche.Code);

    /// <summary>Whether a form names a draft that was sent already: a second tab, a second click.</summary>
    public bool IsSent(string? draftId) => Sent is not null && Guid.TryParse(draftId, out var id) && id == Sent.Id;
}

/// <summary>Finds the journey of a request.</summary>
public sealed class Journeys(PortalDb db, AccountAnswers account, OfferedDemarches offered, DemarcheCatalogue catalogue, CommuneDirectory directory, Lazy<CommuneRegister> register, TimeProvider time)
{
    /// <summary>The journey through a démarche, or null when the commune does not offer it.</summary>
    public async Task<Journey?> FindAsync(HttpContext context, string code)
    {
        if (await offered.FindAsync(code, context.RequestAborted) is not { } adopted
            || directory.Find(context.GetSiteHost().CommuneId) is not { } commune)
        {
            return null;
        }

        var key = DraftCookie.ReadDraft(context.Request, code);
        var draft = await OpenAsync(key, code, context.RequestAborted);
        var sent = draft is { DossierId: not null } ? draft : await OpenAsync(DraftCookie.ReadReceipt(context.Request, code), code, context.RequestAborted);
        if (draft is { DossierId: not null } or null)
        {
            (draft, key) = (await OfAccountAsync(context, code), null);
        }

        // Checked again on the version that the person saw, whatever the commune offers since.
        var demarche = draft is not null && catalogue.Find(code, draft.DemarcheVersion) is { } seen ? adopted.Local.Apply(seen) : adopted.Definition;
        var form = ContextOf(commune) with { Spared = draft?.Mandat?.Courriel is null ? null : UsagerFields.Courriel };
        return new Journey(commune, demarche, new FormFlow(demarche, FormAnswers.Read(draft?.Answers, demarche, form), form), draft, key, sent is { DossierId: not null } ? sent : null, Closed(adopted.Local, form.Today))
        {
            // The account is that of who writes, not of the person for whom they do.
            Known = draft?.Mandat is null ? await account.FindAsync(context, demarche, form) : null,
        };
    }

    private static string? Closed(LocalValues local, DateOnly today) =>
        today < local.OpensOn ? $"Les demandes sont prises à partir du {FrenchDates.LongDate(local.OpensOn.Value)}."
        : today > local.ClosesOn ? $"Les demandes étaient prises jusqu’au {FrenchDates.LongDate(local.ClosesOn.Value)}."
        : null;

    /// <summary>What the form knows of the day and of the commune.</summary>
    internal FormContext ContextOf(Commune commune) => new(FrenchDates.DayOf(time.GetUtcNow().UtcDateTime), commune.Nom, commune.Liaison) { Register = register };

    private async Task<Draft?> OpenAsync(DraftKey? key, string code, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return null;
        }

        var draft = await db.Drafts.FirstOrDefaultAsync(row => row.Id == key.Id && row.DemarcheCode == code, cancellationToken);
        return draft is not null && key.Opens(draft) ? draft : null;
    }

    private async Task<Draft?> OfAccountAsync(HttpContext context, string code) => context.GetSub() is { } sub
        ? await db.Drafts.Where(row => row.UsagerSub == sub && row.DemarcheCode == code && row.DossierId == null && row.AgentId == null)
            .OrderByDescending(row => row.UpdatedAt)
            .FirstOrDefaultAsync(context.RequestAborted)
        : null;
}
