using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Beffroi.Web.Hosting;

/// <summary>Drops the end points that the host of the request does not serve, so that <c>/</c> may exist once per kind of host.</summary>
internal sealed class OnHostMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before the HTTP method policy: a page of another host must answer 404, not 405.
    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<OnHostAttribute>() is not null)
            {
                return true;
            }
        }

        return false;
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var kind = httpContext.Features.Get<SiteHost>()?.Kind;

        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i))
            {
                continue;
            }

            var onHost = candidates[i].Endpoint.Metadata.GetMetadata<OnHostAttribute>();
            if (onHost is not null && (kind is null || !onHost.Allows(kind.Value)))
            {
                candidates.SetValidity(i, value: false);
            }
        }

        return Task.CompletedTask;
    }
}
