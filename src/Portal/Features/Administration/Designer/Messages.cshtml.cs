using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>What a démarche says to the usager: the state of the request, and its own words in mails and SMS; with each message as it is read.</summary>
[OnHost(HostKind.Bureau)]
public sealed class MessagesModel(DesignerDesk desk, MessagePreview preview) : DesignerPage(desk)
{
    private DemarcheDefinition? _typed;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public MessagesForm Saisie { get; set; } = new();

    /// <summary>The states as the usager reads them.</summary>
    public IReadOnlyList<(string Phase, string Words)> States => MessagePreview.StatesOf(Draft, Shown);

    /// <summary>The messages as the usager reads them.</summary>
    public IReadOnlyList<MessageSample> Samples => preview.Of(Draft, Shown);

    /// <summary>Whether what is shown was typed and is not recorded yet.</summary>
    public bool IsTyped => _typed is not null;

    private DemarcheDefinition Shown => _typed ?? Demarche;

    /// <summary>Shows the messages.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return NotFound();
        }

        Saisie = MessagesForm.From(Demarche);
        return Page();
    }

    /// <summary>Records the messages, or shows what they become.</summary>
    public async Task<IActionResult> OnPostAsync(string? geste, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return NotFound();
        }

        if (geste == "apercu")
        {
            ModelState.Clear();
            var typed = Read(Demarche);
            (_typed, Response.StatusCode) = ModelState.ErrorCount > 0 ? (null, StatusCodes.Status422UnprocessableEntity) : (typed, StatusCodes.Status200OK);
            return Page();
        }

        return await RecordAsync(Read, () => $"{DesignerLinks.Messages}?{Query}", cancellationToken);
    }

    private DemarcheDefinition Read(DemarcheDefinition demarche)
    {
        var errors = new List<(string Field, string Message)>();
        var read = Saisie.Read(demarche, errors);
        errors.ForEach(error => ModelState.AddModelError(error.Field, error.Message));
        return read;
    }
}
