using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Beffroi.Web.Hosting;

/// <summary>
/// Drops the end points that the host of the request does not serve, so that <c>/</c> may exist once per kind of host. The choice is
/// made once for each route when routes are built; a request only looks up its kind.
/// </summary>
internal sealed class OnHostMatcherPolicy : MatcherPolicy, IEndpointComparerPolicy, INodeBuilderPolicy
{
    // Before the HTTP method policy: a page of another host must answer 404, not 405.
    public override int Order => -2000;

    public IComparer<Endpoint> Comparer { get; } = EndpointMetadataComparer<OnHostAttribute>.Default;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<OnHostAttribute>() is not null);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints) =>
    [
        .. from kind in Enum.GetValues<HostKind>()
           let served = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<OnHostAttribute>()?.Allows(kind) ?? true).ToList()
           where served.Count > 0
           select new PolicyNodeEdge(kind, served),
    ];

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges)
    {
        var destinations = Enumerable.Repeat(exitDestination, Enum.GetValues<HostKind>().Length).ToArray();
        foreach (var edge in edges)
        {
            destinations[(int)(HostKind)edge.State] = edge.Destination;
        }

        return new KindTable(destinations, exitDestination);
    }

    private sealed class KindTable(int[] destinations, int exitDestination) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) =>
            httpContext.Features.Get<SiteHost>() is { } site ? destinations[(int)site.Kind] : exitDestination;
    }
}
