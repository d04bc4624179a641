using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Beffroi.Portal.Features.Errors;

/// <summary>Remembers that a form was refused because its anti-forgery mark was missing or too old, so that the error page can say so.</summary>
internal sealed class ExpiredFormFilter : IAlwaysRunResultFilter
{
    private static readonly object s_mark = new();

    public static bool IsExpired(HttpContext context) => context.Items.ContainsKey(s_mark);

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.Items[s_mark] = true;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
