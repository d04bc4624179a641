using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Lots;

/// <summary>Changes several dossiers of the inbox at once, and takes it back; the page itself shows what could not be done.</summary>
[OnHost(HostKind.Bureau)]
public sealed class LotsModel(PortalDb db, BureauRail rails, ChangeDossiers change) : PageModel
{
    /// <summary>The counts beside the page.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>What came of it.</summary>
    public BulkResult? Result { get; private set; }

    /// <summary>Whether a change was taken back.</summary>
    public bool Undoes { get; private set; }

    /// <summary>What is missing in what was sent, or null.</summary>
    public string? Missing { get; private set; }

    /// <summary>The query of the inbox to go back to.</summary>
    public string Query { get; private set; } = "";

    /// <summary>The inbox to go back to.</summary>
    public string Back => "/dossiers" + Query;

    /// <summary>What was done, in words.</summary>
    public string Title => $"{French.Count(Result!.Done, "demande")} {(Undoes ? French.Plural(Result.Done, "remise comme avant", "remises comme avant") : French.Plural(Result.Done, "changée"))}";

    /// <summary>The inbox is where changes are made.</summary>
    public IActionResult OnGet() => LocalRedirect("/dossiers");

    /// <summary>Changes the chosen dossiers, or takes a change back.</summary>
    public async Task<IActionResult> OnPostAsync(
        string? handler, string[] numero, string? geste, Guid? lot, string? retour, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Query = InboxFilter.Read(retour ?? "").Query;
        Undoes = handler == "annuler";
        if (Undoes)
        {
            Result = lot is { } id ? await change.UndoAsync(id, agent, cancellationToken) : null;
            if (Result is null)
            {
                return NotFound();
            }
        }
        else if (handler is not null)
        {
            return NotFound();
        }
        else if (Read(geste) is not { } asked || numero.Length == 0)
        {
            Missing = numero.Length == 0 ? "Cochez d’abord les demandes à changer, dans la première colonne de la liste." : "Choisissez ce qui change : l’agent, la priorité ou le service.";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        else
        {
            Result = await change.RunAsync(new ChangeDossiersCommand(numero, asked.Kind, asked.Value), agent, cancellationToken);
        }

        if (Result is { Left.Count: 0, Done: 0 })
        {
            Missing = "Ces demandes étaient déjà ainsi.";
        }
        else if (Result is { Left.Count: 0 })
        {
            return LocalRedirect($"{Back}&lot={Result.LotId}");
        }

        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        return Page();
    }

    private static (BulkKind Kind, string Value)? Read(string? geste)
    {
        var (kind, value) = geste?.Split(':', 2) is [var first, { Length: > 0 } second] ? (first, second) : ("", "");
        return kind switch
        {
            "agent" when Guid.TryParse(value, out var id) => (BulkKind.Agent, id.ToString()),
            "priorite" when Enum.TryParse<Priority>(value, ignoreCase: true, out var priority) && Enum.IsDefined(priority) => (BulkKind.Priorite, priority.ToString()),
            "service" => (BulkKind.Service, value),
            _ => null,
        };
    }
}
