using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Identity.Features.Consent;

/// <summary>What an application reads, as people understand it.</summary>
internal static class ScopeWords
{
    /// <summary>The words of each scope, in a fixed order.</summary>
    public static IEnumerable<string> For(IEnumerable<string> scopes)
    {
        var asked = scopes.ToHashSet(StringComparer.Ordinal);
        yield return "un numéro qui désigne votre compte, sans rien dire de vous";
        if (asked.Contains(Scopes.Profile))
        {
            yield return "votre nom";
        }

        if (asked.Contains(Scopes.Email))
        {
            yield return "votre adresse électronique";
        }

        if (asked.Contains(Scopes.OfflineAccess))
        {
            yield return "tout cela encore plus tard, sans vous le redemander";
        }
    }

    /// <summary>The same on one line, without what every application reads.</summary>
    public static string InShort(IReadOnlyList<string> scopes)
    {
        var words = For(scopes.Where(scope => scope != Scopes.OfflineAccess)).Skip(1).ToList();
        return words.Count == 0 ? "Vous reconnaît, sans rien lire de plus" : $"Lit {string.Join(" et ", words)}";
    }
}
