namespace Beffroi.Appliance.Hosting;

/// <summary>Puts the reference that the error page shows on every line that a request logs.</summary>
internal sealed class RequestScopeMiddleware(RequestDelegate next, ILogger<RequestScopeMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using (logger.BeginScope(new KeyValuePair<string, object?>[]
        {
            new("RequestId", context.TraceIdentifier),
            new("RequestPath", context.Request.Path.Value),
        }))
        {
            await next(context);
        }
    }
}
