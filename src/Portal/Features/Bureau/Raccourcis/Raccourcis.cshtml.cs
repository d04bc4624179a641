using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Bureau.Raccourcis;

/// <summary>The keys of the bureau; a dialog shows the same on every page.</summary>
[OnHost(HostKind.Bureau)]
public sealed class RaccourcisModel : PageModel;
