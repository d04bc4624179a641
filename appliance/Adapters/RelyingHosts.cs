using Beffroi.Identity.Ports;
using Beffroi.Portal.Communes;
using Beffroi.Web.Hosting;

namespace Beffroi.Appliance.Adapters;

/// <summary>Tells Identity which hosts the portal answers on.</summary>
internal sealed class RelyingHosts(CommuneDirectory directory) : IRelyingHosts
{
    public SiteHost? Find(string host) => directory.FindHost(host);
}
