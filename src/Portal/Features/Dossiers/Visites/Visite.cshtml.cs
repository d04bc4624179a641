using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Envois;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Visites;

/// <summary>What an agent types on the spot, on a phone; kept as it is when it is refused.</summary>
public sealed class VisiteForm
{
    /// <summary>What was seen.</summary>
    public string? Note { get; set; }

    /// <summary>The photographs.</summary>
    public List<IFormFile> Fichiers { get; set; } = [];

    /// <summary>Whether the place of the photographs is to be kept.</summary>
    public bool GarderLieu { get; set; }
}

/// <summary>A visit on the spot: a note and photographs, for a phone first.</summary>
[OnHost(HostKind.Bureau)]
public sealed class VisiteModel(PortalDb db, BureauRail rails, AddVisite add, FormUploads uploads) : PageModel
{
    /// <summary>The box of the photographs, one of those that take files in parts.</summary>
    public const string Box = nameof(DossierForm.Fichiers);

    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public VisiteForm Saisie { get; set; } = new();

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, CancellationToken cancellationToken) => await LoadAsync(numero, cancellationToken) ? Page() : NotFound();

    /// <summary>Adds the visit.</summary>
    public async Task<IActionResult> OnPostAsync(string numero, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var agent = HttpContext.RequireAgent();
            var arrived = await uploads.ReadAsync(db, Dossier.Id, FormUploads.OwnerOf(Dossier.Id, agent.Sub), Box, Request.Form[Box + ".envoi"], cancellationToken);
            if (arrived.Lost.Count > 0)
            {
                throw new DossierFieldException(Box, FormUploads.LostWords);
            }

            List<IFormFile> sent = [.. Saisie.Fichiers, .. arrived.Files];
            if (sent.Count > AddVisite.MostPhotos)
            {
                throw new DossierFieldException(Box, $"Joignez {AddVisite.MostPhotos}\u00a0photos au plus.");
            }

            var photos = new List<VisitePhoto>();
            foreach (var photo in arrived.IsRepeated ? [] : sent)
            {
                photos.Add(await add.TakeAsync(photo, Saisie.GarderLieu, cancellationToken));
            }

            if (!arrived.IsRepeated && !await add.RunAsync(new AddVisiteCommand(Dossier.Numero, Saisie.Note, photos), agent, cancellationToken))
            {
                return NotFound();
            }

            uploads.Done(sent);
            return LocalRedirect($"/dossiers/{Dossier.Numero}?fait=visite");
        }
        catch (Exception refused) when (refused is DossierRuleException or PieceRefusedException)
        {
            ModelState.Clear();
            ModelState.AddModelError(refused is DossierFieldException field ? field.Field : refused is PieceRefusedException ? Box : "", refused.Message);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
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
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        return true;
    }
}
