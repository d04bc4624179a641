using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The receipt, for the browser that sent the request, as often as it is reloaded.</summary>
[OnHost(HostKind.Commune)]
public sealed class ReceiptModel(Journeys journeys, PortalDb db, DossierReceipts receipts, FollowCookie follow) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>What it says.</summary>
    public ReceiptContent Receipt { get; private set; } = null!;

    /// <summary>The follow-up address as a QR code.</summary>
    public QrCode Qr { get; private set; } = null!;

    /// <summary>The address of the PDF.</summary>
    public string PdfHref { get; private set; } = "";

    /// <summary>Shows the receipt; the follow-up opens without typing the code.</summary>
    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await FindAsync(HttpContext, journeys, db, slug) is not { } dossier)
        {
            return NotFound();
        }

        Dossier = dossier;
        Receipt = receipts.Of(dossier);
        Qr = QrCode.Of(Receipt.FollowUrl);
        PdfHref = DemarcheLinks.ReceiptPdf(slug);
        follow.Keep(HttpContext, dossier.Code);
        Response.Headers.CacheControl = "no-cache, no-store";
        return Page();
    }

    /// <summary>The dossier that this browser, or this account, sent last for the démarche.</summary>
    internal static async Task<Dossier?> FindAsync(Microsoft.AspNetCore.Http.HttpContext context, Journeys journeys, PortalDb db, string slug)
    {
        if (await journeys.FindAsync(context, slug) is not { } journey)
        {
            return null;
        }

        // The browser that sent it may be that of who acted for the person: once they contest that, it holds nothing of the dossier.
        if (journey.Sent is { } sent)
        {
            return await db.Dossiers.FirstOrDefaultAsync(row => row.Id == sent.DossierId && row.MandatContesteAt == null, context.RequestAborted);
        }

        // A draft taken up again from the account on another device leaves no receipt cookie there.
        return context.GetSub() is { } sub
            ? await db.Dossiers.Where(row => row.UsagerSub == sub && row.DemarcheCode == slug)
                .OrderByDescending(row => row.ReceivedAt)
                .FirstOrDefaultAsync(context.RequestAborted)
            : null;
    }
}
