namespace Beffroi.Web.Hosting;

/// <summary>The kinds of address that the appliance answers on.</summary>
public enum HostKind
{
    /// <summary>The syndicate's public home, <c>&lt;base&gt;</c>.</summary>
    Syndicat,

    /// <summary>A commune's public site, on its sub-domain or on its own domain.</summary>
    Commune,

    /// <summary>The agents' side, <c>bureau.&lt;base&gt;</c>.</summary>
    Bureau,

    /// <summary>The OpenID issuer and the accounts, <c>sso.&lt;base&gt;</c>.</summary>
    Sso,

    /// <summary>The loopback addresses, where only health is served.</summary>
    Loopback,
}
