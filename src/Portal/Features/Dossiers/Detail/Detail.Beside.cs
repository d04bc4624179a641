using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Bureau;

namespace Beffroi.Portal.Features.Dossiers.Detail;

// What stands around the dossier.
public sealed partial class DetailModel
{
    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>Linked requests, suggestions, time.</summary>
    public DetailBeside Beside { get; private set; } = null!;

    private async Task ReadAroundAsync(AgentAccess agent, CancellationToken cancellationToken)
    {
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        Beside = await besides.ReadAsync(db, agent, Screen, cancellationToken);
    }
}
