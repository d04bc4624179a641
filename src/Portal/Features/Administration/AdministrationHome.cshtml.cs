using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration;

/// <summary>The people of a commune: who works here and as what; invite a colleague, end a role.</summary>
[OnHost(HostKind.Bureau)]
public sealed class AdministrationHomeModel(PortalDb db, BureauRail rails, InviteAgent invite, EndMembership end, TimeProvider time) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Who works there.</summary>
    public IReadOnlyList<MemberLine> Members { get; private set; } = [];

    /// <summary>The services of the commune.</summary>
    public IReadOnlyList<Service> Services { get; private set; } = [];

    /// <summary>What was typed.</summary>
    [BindProperty]
    public InvitationForm Saisie { get; set; } = new();

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Shows the people of a commune.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? fait, CancellationToken cancellationToken)
    {
        Done = fait;
        return await LoadAsync(commune, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>An order that does not exist.</summary>
    public IActionResult OnPost() => NotFound();

    /// <summary>Invites a colleague.</summary>
    public async Task<IActionResult> OnPostInviterAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            DateOnly? until = null;
            if (!Saisie.Fin.IsEmpty)
            {
                until = Saisie.Fin.TryRead("le dernier jour", out var day, out var error)
                    ? day
                    : throw new InvitationRefusedException(nameof(InviteAgentCommand.Until), error + ".");
            }

            await invite.RunAsync(
                new InviteAgentCommand(Saisie.Courriel ?? "", Saisie.Nom ?? "", Chosen.Commune.Id, Saisie.Role ?? Role.SyndicatOperateur, Saisie.Service, until, Saisie.Qualite),
                cancellationToken);
            return LocalRedirect($"/administration?commune={Chosen.Commune.Insee}&fait=inviter");
        }
        catch (InvitationRefusedException refused)
        {
            ModelState.Clear();
            ModelState.AddModelError(InvitationForm.FieldOf(refused.Field), refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    /// <summary>Ends a role at once.</summary>
    public async Task<IActionResult> OnPostRetirerAsync(string? commune, Guid role, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        if (Members.FirstOrDefault(line => line.Id == role) is { IsLastAdministrator: true })
        {
            ModelState.AddModelError("", "C’est la dernière personne qui administre cette commune. Donnez d’abord ce rôle à quelqu’un d’autre.");
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        return await end.RunAsync(Chosen.Commune.Id, role, cancellationToken) is null
            ? NotFound()
            : LocalRedirect($"/administration?commune={Chosen.Commune.Insee}&fait=retirer");
    }

    private async Task<bool> LoadAsync(string? insee, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        if (Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee) is not { } chosen)
        {
            return false;
        }

        Chosen = chosen;
        Services = await db.Services.Where(row => row.CommuneId == chosen.Commune.Id).OrderBy(row => row.Rang).ToListAsync(cancellationToken);
        Members = await MemberLine.ReadAsync(db, chosen.Commune.Id, Services, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken);
        return true;
    }
}
