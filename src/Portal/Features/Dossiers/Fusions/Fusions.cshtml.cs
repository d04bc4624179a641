using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>What a request is treated with: joining it to another, splitting it in two, and taking either back.</summary>
[OnHost(HostKind.Bureau)]
public sealed class FusionsModel(PortalDb db, BureauRail rails, FusionDesk desk, JoinDossier join, SplitDossier split) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Its commune.</summary>
    public RailCommune Commune { get; private set; } = null!;

    /// <summary>What it is linked with.</summary>
    public FusionView Links { get; private set; } = null!;

    /// <summary>The files of the usager.</summary>
    public IReadOnlyList<Piece> Pieces { get; private set; } = [];

    /// <summary>What was done to it, the newest first.</summary>
    public IReadOnlyList<DossierFusion> Log { get; private set; } = [];

    /// <summary>What was typed.</summary>
    [BindProperty]
    public FusionForm Saisie { get; set; } = new();

    /// <summary>The number of a dossier of the log, as it is shown.</summary>
    public IReadOnlyDictionary<Guid, string> Numbers { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, string? avec, CancellationToken cancellationToken)
    {
        Saisie.Avec = avec is { Length: > 0 and <= 16 } ? avec : null;
        return await LoadAsync(numero, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Does what the button says: joindre, separer, partager, reunir.</summary>
    public async Task<IActionResult> OnPostAsync(string numero, string? geste, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var done = await ActAsync(numero, geste, cancellationToken);
            return done is null ? NotFound() : LocalRedirect($"/dossiers/{done}?fait={geste}");
        }
        catch (DossierRuleException refused)
        {
            await LoadAsync(numero, cancellationToken);
            ModelState.Clear();
            ModelState.AddModelError(refused is DossierFieldException field ? "Saisie." + field.Field : "", refused.Message);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
    }

    // The number of the dossier to show then; null when there is none.
    private async Task<string?> ActAsync(string numero, string? geste, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        switch (geste)
        {
            case "joindre":
                return await join.RunAsync(new JoinDossierCommand(numero, Saisie.Version, Saisie.Avec ?? ""), agent, cancellationToken) ? numero : null;
            case "separer":
                // From the page of either: only of the two that are linked.
                var part = Links.Into is not null ? numero : Links.Joined.FirstOrDefault(row => row.Numero == Saisie.Autre)?.Numero;
                return part is not null && await join.UndoAsync(part, agent, cancellationToken) ? numero : null;
            case "partager":
                return await split.RunAsync(new SplitDossierCommand(numero, Saisie.Version, Saisie.Objet ?? "", Saisie.Pieces), agent, cancellationToken);
            case "reunir":
                return await split.UndoAsync(numero, Saisie.Autre ?? "", agent, cancellationToken) ? numero : null;
            default:
                return null;
        }
    }

    private async Task<bool> LoadAsync(string numero, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (numero.Length > 16 || await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, cancellationToken) is not { } dossier || !agent.MayWork(dossier.CommuneId))
        {
            return false;
        }

        Dossier = dossier;
        Commune = rails.CommunesOf(agent).First(own => own.Commune.Id == dossier.CommuneId);
        Links = await desk.ReadAsync(db, agent, dossier, withHints: true, cancellationToken);
        Pieces = await db.Pieces.AsNoTracking().Where(row => row.DossierId == dossier.Id && row.Origin == PieceOrigin.Usager && row.Threat == null)
            .OrderBy(row => row.AddedAt).Take(200).ToListAsync(cancellationToken);
        Log = await db.DossierFusions.AsNoTracking().Where(row => row.CommuneId == dossier.CommuneId && (row.DossierId == dossier.Id || row.IntoId == dossier.Id))
            .OrderByDescending(row => row.At).Take(FollowJoined.Most).ToListAsync(cancellationToken);
        List<Guid> named = [.. Log.SelectMany(row => new[] { row.DossierId, row.IntoId }).Distinct()];
        Numbers = (await db.Dossiers.AsNoTracking().Where(row => row.CommuneId == dossier.CommuneId && named.Contains(row.Id)).Select(row => new { row.Id, row.Numero }).ToListAsync(cancellationToken))
            .ToDictionary(row => row.Id, row => row.Numero[(row.Numero.IndexOf('-', StringComparison.Ordinal) + 1)..]);
        return true;
    }
}
