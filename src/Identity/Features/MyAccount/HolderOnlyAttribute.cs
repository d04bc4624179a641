using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Features.MyAccount;

/// <summary>Limits a page to someone who is signed in at the issuer itself.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HolderOnlyAttribute : AuthorizeAttribute
{
    /// <summary>Asks the issuer's own session, not a site's.</summary>
    public HolderOnlyAttribute() => AuthenticationSchemes = IdentityConstants.ApplicationScheme;
}
