using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Absences;

/// <summary>An agent's own absences, and those of the agents of the communes that the agent administers.</summary>
[OnHost(HostKind.Bureau)]
public sealed class AbsencesModel(PortalDb db, BureauRail rails, NoteAbsence note, TimeProvider time) : PageModel
{
    private const int Most = 500;
    private List<Membre> _members = [];

    /// <summary>What was typed.</summary>
    [BindProperty]
    public AbsenceForm Saisie { get; set; } = new();

    /// <summary>The agent who reads.</summary>
    public AgentAccess Agent { get; private set; } = null!;

    /// <summary>The counts beside the page.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The absences that are not over.</summary>
    public IReadOnlyList<Absence> Rows { get; private set; } = [];

    /// <summary>The communes in which the absence is noted.</summary>
    public IReadOnlyList<RailCommune> In { get; private set; } = [];

    /// <summary>The name of the colleague whose absence is noted; null for one's own.</summary>
    public string? For { get; private set; }

    /// <summary>The colleagues whose absence the agent may note: in communes that the agent administers.</summary>
    public IReadOnlyList<Choice> Colleagues { get; private set; } = [];

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today { get; } = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>Shows the absences; with an agent, the form for that colleague.</summary>
    public async Task<IActionResult> OnGetAsync(string? handler, Guid? pour, string? fait, CancellationToken cancellationToken)
    {
        Done = fait;
        Saisie.Agent = pour == HttpContext.RequireAgent().Sub ? null : pour;
        return handler is not null ? LocalRedirect("/absences") : await LoadAsync(cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Notes the absence.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await LoadAsync(cancellationToken)
            || await note.RunAsync(Saisie, [.. In.Select(own => own.Commune)], Agent, cancellationToken) is not { } faults)
        {
            return NotFound();
        }

        if (faults.Count == 0)
        {
            return LocalRedirect("/absences?fait=noter");
        }

        foreach (var fault in faults)
        {
            ModelState.AddModelError(fault.Field, fault.Message);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Takes an absence back.</summary>
    public async Task<IActionResult> OnPostRetirerAsync(Guid id, CancellationToken cancellationToken) =>
        await note.RemoveAsync(id, HttpContext.RequireAgent(), cancellationToken) ? LocalRedirect("/absences?fait=retirer") : NotFound();

    /// <summary>Who may stand in, in a commune.</summary>
    public IEnumerable<Choice> DelegatesIn(Commune commune) => _members
        .Where(member => member.CommuneId == commune.Id).DistinctBy(member => member.AgentId)
        .Where(member => NoteAbsence.MayStandIn(_members, commune.Id, Saisie.Agent ?? Agent.Sub, member.AgentId))
        .Select(member => new Choice(member.AgentId.ToString(), member.Nom));

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        Agent = HttpContext.RequireAgent();
        Rail = await rails.ReadAsync(db, Agent, null, null, cancellationToken);
        Guid[] communes = [.. Agent.Communes.Where(Agent.MayWork)], administered = [.. Agent.Communes.Where(Agent.MayAdminister)];
        _members = await Membres.OfAsync(db, communes, Today, cancellationToken);
        var (me, today) = (Agent.Sub, Today);
        Rows = await db.Absences.AsNoTracking().Where(row => row.Au >= today && (row.AgentId == me || administered.Contains(row.CommuneId)))
            .OrderBy(row => row.Du).ThenBy(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        Colleagues = [.. _members.Where(member => administered.Contains(member.CommuneId) && member.AgentId != me).DistinctBy(member => member.AgentId)
            .Select(member => new Choice(member.AgentId.ToString(), member.Nom))];
        var who = Saisie.Agent ?? me;
        In = [.. Rail.Communes.Where(own => (Saisie.Agent is null ? communes : administered).Contains(own.Commune.Id)
            && _members.Exists(member => member.CommuneId == own.Commune.Id && member.AgentId == who))];
        For = Saisie.Agent is null ? null : _members.Find(member => member.AgentId == who)?.Nom;
        return Saisie.Agent is null || In.Count > 0;
    }
}
