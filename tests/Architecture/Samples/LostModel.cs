using Beffroi.Portal.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Architecture.Tests.Samples;

/// <summary>A page that is on no host and writes by itself.</summary>
internal sealed class LostModel(PortalWrites writes) : PageModel
{
    public Task OnPostAsync() => writes.RunAsync(CommuneScope.Syndicat, async (db, token) => await db.SaveChangesAsync(token));
}
