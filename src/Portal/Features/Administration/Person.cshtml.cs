using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration;

/// <summary>What is typed of a person.</summary>
public sealed class PersonForm
{
    /// <summary>First name and name.</summary>
    public string? Nom { get; set; }

    /// <summary>The quality.</summary>
    public string? Qualite { get; set; }
}

/// <summary>The name and the quality under which a person of the commune writes to usagers.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PersonModel(PortalDb db, BureauRail rails, DescribeAgent describe) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The person.</summary>
    public Agent Person { get; private set; } = null!;

    /// <summary>The role by which the person is known here.</summary>
    public Role Role { get; private set; }

    /// <summary>The key of that role.</summary>
    public Guid MembershipId { get; private set; }

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public PersonForm Saisie { get; set; } = new();

    /// <summary>Shows the person.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, Guid role, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, role, cancellationToken))
        {
            return NotFound();
        }

        Saisie = new PersonForm { Nom = Person.Nom, Qualite = Person.Qualite };
        return Page();
    }

    /// <summary>Records the name and the quality.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, Guid role, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, role, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var command = new DescribeAgentCommand(Chosen.Commune.Id, role, Saisie.Nom ?? "", Saisie.Qualite);
            return await describe.RunAsync(command, HttpContext.RequireAgent(), cancellationToken)
                ? LocalRedirect($"/administration?commune={Chosen.Commune.Insee}&fait=personne")
                : NotFound();
        }
        catch (InvitationRefusedException refused)
        {
            ModelState.Clear();
            ModelState.AddModelError(refused.Field, refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string? insee, Guid membershipId, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        if (Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee) is not { } chosen
            || await db.Memberships.FirstOrDefaultAsync(row => row.Id == membershipId && row.CommuneId == chosen.Commune.Id, cancellationToken) is not { } membership
            || await db.Agents.FirstOrDefaultAsync(row => row.Id == membership.AgentId, cancellationToken) is not { } person)
        {
            return false;
        }

        (Chosen, Person, Role, MembershipId) = (chosen, person, membership.Role, membership.Id);
        return true;
    }
}
