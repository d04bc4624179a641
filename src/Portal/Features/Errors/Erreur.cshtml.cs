using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Errors;

/// <summary>What to say when a page cannot be given: what happened, what was kept, what to do.</summary>
[OnHost(HostKind.Commune, HostKind.Syndicat, HostKind.Bureau, HostKind.Loopback), AllowAnonymous, IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErreurModel(ILogger<ErreurModel> logger) : PageModel
{
    /// <summary>The words.</summary>
    public ErrorWords Words { get; private set; } = ErrorWords.Of(StatusCodes.Status404NotFound);

    /// <summary>The page that was asked for, where trying again makes sense.</summary>
    public string? TryAgain { get; private set; }

    /// <summary>The number that finds the error in the log.</summary>
    public string? Reference { get; private set; }

    /// <summary>The layout that the host can wear.</summary>
    public string LayoutName => HttpContext.GetSiteHost().Kind switch
    {
        HostKind.Commune => "_SiteLayout",
        HostKind.Syndicat => "_SyndicatLayout",
        _ => "_PlainLayout",
    };

    // Whatever the method of the request that failed: no handler, this runs before the page is made.
    /// <inheritdoc />
    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        var asked = RouteData.Values["code"] is string text && int.TryParse(text, out var number) ? number : StatusCodes.Status404NotFound;
        var reexecuted = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        var failed = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        // The handler of exceptions has one path; the status that it chose says what happened.
        asked = failed is null ? asked : Response.StatusCode;
        Words = ExpiredFormFilter.IsExpired(HttpContext) ? ErrorWords.ExpiredForm : ErrorWords.Of(asked);
        if (reexecuted is null && failed is null)
        {
            // Asked for by its own address: an error page is never a success.
            Response.StatusCode = Words.Code;
        }

        if (failed is not null || (reexecuted is not null && Words.Code == StatusCodes.Status500InternalServerError))
        {
            // A line of its own, so that the reference is in the log whatever failed, with an exception or without.
            logger.LogError("The error page of {RequestId} was shown, status {Status}", HttpContext.TraceIdentifier, Words.Code);
            Reference = HttpContext.TraceIdentifier;
        }

        TryAgain = HttpMethods.IsGet(Request.Method) && Words.MayTryAgain
            ? failed?.Path ?? (reexecuted is null ? null : reexecuted.OriginalPath + reexecuted.OriginalQueryString)
            : null;
    }
}
