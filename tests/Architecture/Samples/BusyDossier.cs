using Beffroi.Portal.Data;

namespace Beffroi.Architecture.Tests.Samples;

/// <summary>An entity that asks others for the time and for a place to write.</summary>
internal sealed class BusyDossier
{
    public DateTime Closed { get; private set; }

    public void Close(TimeProvider time, PortalWrites writes)
    {
        Closed = time.GetUtcNow().UtcDateTime;
        _ = writes;
    }
}
