using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Account;

/// <summary>A request of the account, as its list shows it.</summary>
public sealed record AccountDossier(Guid Id, string Objet, Phase Phase, bool AttendUsager, DateTime ReceivedAt, DateTime UpdatedAt);

/// <summary>A draft of the account.</summary>
public sealed record AccountDraft(string Code, string Libelle, DateTime UpdatedAt);

/// <summary>The requests and drafts of the usager who is signed in, in this commune.</summary>
[OnHost(HostKind.Commune)]
[Authorize]
public sealed class AccountModel(PortalDb db, DemarcheCatalogue catalogue) : PageModel
{
    private const int Most = 200;

    /// <summary>The requests, those that wait for the usager first.</summary>
    public IReadOnlyList<AccountDossier> Dossiers { get; private set; } = [];

    /// <summary>The drafts, newest first.</summary>
    public IReadOnlyList<AccountDraft> Drafts { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var sub = HttpContext.GetSub();
        Response.Headers.CacheControl = "no-store";
        Dossiers = await db.Dossiers.Where(row => row.UsagerSub == sub)
            .OrderByDescending(row => row.AttendUsager).ThenByDescending(row => row.UpdatedAt)
            .Take(Most)
            .Select(row => new AccountDossier(row.Id, row.Objet, row.Phase, row.AttendUsager, row.ReceivedAt, row.UpdatedAt))
            .ToListAsync(HttpContext.RequestAborted);
        var drafts = await db.Drafts.Where(row => row.UsagerSub == sub && row.DossierId == null && row.AgentId == null)
            .OrderByDescending(row => row.UpdatedAt)
            .Take(Most)
            .Select(row => new { row.DemarcheCode, row.UpdatedAt })
            .ToListAsync(HttpContext.RequestAborted);
        // The page of a démarche takes up the newest draft: one line for each démarche.
        Drafts = [.. drafts.DistinctBy(row => row.DemarcheCode)
            .Select(row => new AccountDraft(row.DemarcheCode, catalogue.Find(row.DemarcheCode)?.Libelle ?? row.DemarcheCode, row.UpdatedAt))];
    }
}
