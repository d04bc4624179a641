using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Hosting;

namespace Beffroi.Portal.Features.Console;

/// <summary>In development, the mails that were written to the folder instead of being sent.</summary>
[OnHost(HostKind.Bureau)]
public sealed class CourrielFolderModel(PortalSettings settings, IHostEnvironment environment) : PageModel
{
    private const int Shown = 100;

    /// <summary>The latest mails: name, day, text.</summary>
    public IReadOnlyList<(string Name, DateTime At, string Text)> Mails { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public IActionResult OnGet()
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        // The files of dossiers and the folder of mails stand side by side in the data directory.
        var folder = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(settings.FilesFolder)!, "courriels"));
        Mails = folder.Exists
            ? [.. folder.GetFiles("*.eml").OrderByDescending(file => file.Name, StringComparer.Ordinal).Take(Shown)
                .Select(file => (file.Name, file.LastWriteTimeUtc, System.IO.File.ReadAllText(file.FullName)))]
            : [];
        return Page();
    }
}
