using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>Sends an archive while it is written; kept by no cache.</summary>
public sealed class ArchiveResult(string fileName, Func<Stream, CancellationToken, Task> write) : IActionResult
{
    /// <inheritdoc />
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "application/zip";
        response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        await write(response.Body, context.HttpContext.RequestAborted);
    }
}
