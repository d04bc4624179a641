using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.Registration;

/// <summary>Says to look in the mailbox, the same for an address that is new and for one that is known.</summary>
[OnHost(HostKind.Sso)]
public sealed class SentModel : PageModel;
