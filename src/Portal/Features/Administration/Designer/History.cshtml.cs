using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>One state of the past and what it changed.</summary>
/// <param name="Revision">The state.</param>
/// <param name="Changes">What changed since the state before; null when one of them cannot be read.</param>
public sealed record HistoryLine(DemarcheRevision Revision, IReadOnlyList<DefinitionChange>? Changes);

/// <summary>Every state of a démarche, and the way back to one.</summary>
[OnHost(HostKind.Bureau)]
public sealed class HistoryModel(DesignerDesk desk) : DesignerPage(desk)
{
    /// <summary>The states, newest first.</summary>
    public IReadOnlyList<HistoryLine> Lines { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    /// <summary>Records a former state again.</summary>
    public async Task<IActionResult> OnPostRevenirAsync(Guid revision, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || await Desk.FindAsync(Draft, revision, cancellationToken) is not { } former || DesignerDesk.Read(former) is not { } definition)
        {
            return NotFound();
        }

        return await RecordAsync(_ => definition, () => $"{DesignerLinks.Outline}?{Query}", cancellationToken);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
        {
            return false;
        }

        var states = (await Desk.HistoryAsync(Draft, cancellationToken)).Select(row => (Row: row, Definition: DesignerDesk.Read(row))).ToList();
        Lines = [.. states.Select((state, place) => new HistoryLine(
            state.Row,
            place + 1 == states.Count ? [] : state.Definition is { } after && states[place + 1].Definition is { } before ? DefinitionDiff.Between(before, after) : null))];
        return true;
    }
}
