using Beffroi.Web.Hosting;

namespace Beffroi.Identity.Ports;

/// <summary>Says which hosts are the portal's own and how they look; the appliance knows.</summary>
public interface IRelyingHosts
{
    /// <summary>The look of one of the portal's hosts (a commune's or the bureau), or null when the host is not ours.</summary>
    /// <param name="host">The host with its port.</param>
    SiteHost? Find(string host);
}
