using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Features.Passwords;
using Beffroi.Web.Hosting;

namespace Beffroi.Identity.Features.Invitations;

/// <summary>An invited agent chooses a password, which confirms the address.</summary>
[OnHost(HostKind.Sso)]
public sealed class AcceptModel(AccountService service, AccountSignIn session, Provenance provenance)
    : ChooseModel(service, session, provenance, AccountTokens.Invitation, "/pret/invitation");
