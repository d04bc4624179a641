using Beffroi.Scheduler.Data;

namespace Beffroi.Portal;

/// <summary>What the portal is told at start.</summary>
public sealed record PortalSettings
{
    /// <summary>Where its rows are.</summary>
    public required DatabaseSettings Database { get; init; }

    /// <summary>The folder of the files kept by content.</summary>
    public required string FilesFolder { get; init; }

    /// <summary>The folder of infected files.</summary>
    public required string QuarantineFolder { get; init; }

    /// <summary>Where ClamAV's daemon listens, <c>host:port</c> or the path of a socket; empty for no scanner.</summary>
    public string Antivirus { get; init; } = "";

    /// <summary>The address of the map tiles shown under the communes' own maps, with {z}, {x} and {y}; empty for none.</summary>
    public string CarteTuiles { get; init; } = "";

    /// <summary>Who is to be named beside the tiles.</summary>
    public string CarteAttribution { get; init; } = "";

    /// <summary>The folder of keys.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>The base host with its port, such as <c>beffroi.localhost:8080</c>.</summary>
    public required string Base { get; init; }

    /// <summary>The requests that a network may start without account in ten minutes; 0 for no bound.</summary>
    public int DraftsPerNetwork { get; init; } = 60;

    /// <summary><c>http</c> or <c>https</c>: how browsers reach the appliance.</summary>
    public required string Scheme { get; init; }
}
