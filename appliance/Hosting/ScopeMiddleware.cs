using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;

namespace Beffroi.Appliance.Hosting;

/// <summary>Sets the communes that the request may see: the one of its host, or those of the agent who is signed in on the bureau.</summary>
internal sealed class ScopeMiddleware(RequestDelegate next, AgentDirectory agents)
{
    public async Task InvokeAsync(HttpContext context, CurrentScope scope)
    {
        var site = context.GetSiteHost();
        if (site.Kind == HostKind.Commune)
        {
            scope.Value = CommuneScope.One(site.CommuneId);
        }
        else if (site.Kind == HostKind.Bureau && context.GetSub() is { } sub
            && await agents.FindAsync(sub, context.RequestAborted) is { } agent)
        {
            context.Features.Set(agent);
            scope.Value = CommuneScope.Of(agent.Communes);
        }

        await next(context);
    }
}
