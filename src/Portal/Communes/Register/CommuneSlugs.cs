namespace Beffroi.Portal.Communes.Register;

/// <summary>Chooses the first label of a commune's host name: readable, a valid DNS label (RFC 1123, at most 63 characters), never a reserved one.</summary>
/// <remarks>
/// The first free of: the name (<c>poilley</c>), the name and the département (<c>poilley-50</c>), the name and the INSEE code (<c>poilley-50407</c>).
/// No two communes of one département share a name, so the second is free unless an operator has given it away.
/// The choice is stored when the commune is created and never made again.
/// </remarks>
public static class CommuneSlugs
{
    private const int MaxLabel = 63;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "admin", "aide", "api", "app", "assets", "autoconfig", "autodiscover", "beffroi", "blog", "bureau", "cdn", "compte", "connexion", "contact",
        "demo", "dev", "dmarc", "dns", "docs", "files", "ftp", "git", "id", "imap", "ldap", "localhost", "login", "mail", "media", "metrics", "mta-sts",
        "mx", "ns", "ns1", "ns2", "pop", "pop3", "portail", "postmaster", "preprod", "root", "sante", "smtp", "ssh", "sso", "staging", "static",
        "statut", "status", "support", "syndicat", "test", "tests", "vpn", "webmail", "wpad", "www",
    };

    /// <summary>The slug for a commune about to be created; <paramref name="taken"/> says whether a label is already in use in the syndicate.</summary>
    public static string Choose(RegisterCommune commune, Func<string, bool> taken)
    {
        ArgumentNullException.ThrowIfNull(commune);
        ArgumentNullException.ThrowIfNull(taken);
        return Candidates(commune).FirstOrDefault(label => !IsReserved(label) && !taken(label))
            ?? throw new InvalidOperationException($"Aucune adresse n’est libre pour la commune {commune.Insee}.");
    }

    /// <summary>Whether the label serves the syndicate or the network and is never a commune's.</summary>
    public static bool IsReserved(string label) => Reserved.Contains(label);

    /// <summary>Whether the text is a DNS label in lower case, without the <c>xx--</c> prefix that is kept for encoded names.</summary>
    public static bool IsLabel(string? text) =>
        text is { Length: > 0 and <= MaxLabel }
        && text[0] != '-' && text[^1] != '-'
        && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')
        && !(text.Length > 3 && text[2] == '-' && text[3] == '-');

    private static IEnumerable<string> Candidates(RegisterCommune commune)
    {
        var name = FoldedName.Of(commune.Name).Replace(' ', '-');
        var insee = commune.Insee.ToLowerInvariant();
        yield return Cut(name, MaxLabel);
        yield return WithSuffix(name, commune.Departement.Code.ToLowerInvariant());
        yield return WithSuffix(name, insee);
        for (var again = 2; again < 100; again++)
        {
            yield return WithSuffix(name, $"{insee}-{again}");
        }
    }

    private static string WithSuffix(string name, string suffix)
    {
        var cut = Cut(name, MaxLabel - suffix.Length - 1);
        return cut.Length == 0 ? suffix : $"{cut}-{suffix}";
    }

    // A long name loses whole words rather than letters.
    private static string Cut(string name, int max)
    {
        if (name.Length <= max)
        {
            return name;
        }

        var hyphen = name.LastIndexOf('-', max);
        return hyphen > 0 ? name[..hyphen] : name[..max];
    }
}
