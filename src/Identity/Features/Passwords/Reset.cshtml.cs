using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Features.Passwords;

/// <summary>Choosing a new password through the link of a mail.</summary>
[OnHost(HostKind.Sso)]
public sealed class ResetModel(AccountService service, AccountSignIn session, Provenance provenance)
    : ChooseModel(service, session, provenance, UserManager<Account>.ResetPasswordTokenPurpose, "/pret/mot-de-passe");
