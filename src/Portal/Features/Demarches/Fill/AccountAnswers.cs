using Beffroi.Portal.SignIn;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>What the account proposes as first answers; the person may change them, and is never asked to sign in.</summary>
internal static class AccountAnswers
{
    public static IReadOnlyDictionary<string, string>? Of(HttpContext context)
    {
        if (context.GetSub() is null)
        {
            return null;
        }

        // The account has one name; first names come before it.
        var name = context.GetAccountName()?.Trim() ?? "";
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["compte.courriel"] = context.GetAccountEmail() ?? "",
            ["compte.prenom"] = space > 0 ? name[..space] : "",
            ["compte.nom"] = space > 0 ? name[(space + 1)..] : name,
        };
        return answers;
    }
}
