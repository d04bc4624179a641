using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>The one page that opens without a network. It holds nothing of anybody, so that a device may keep it: what waits there is the script's to show.</summary>
[OnHost(HostKind.Bureau), AllowAnonymous]
public sealed class HorsLigneModel : PageModel;
