using Beffroi.Scheduler.Data;

namespace Beffroi.Identity;

/// <summary>What the issuer is told at start.</summary>
public sealed record IdentitySettings
{
    /// <summary>Where its rows are.</summary>
    public required DatabaseSettings Database { get; init; }

    /// <summary>The folder of the signing and encryption keys.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>The host of the issuer with its port, such as <c>sso.beffroi.localhost:8080</c>.</summary>
    public required string Host { get; init; }

    /// <summary><c>http</c> or <c>https</c>: how browsers reach the appliance.</summary>
    public required string Scheme { get; init; }

    /// <summary>Passwords that one network may try at once; half of it comes back each minute. Known devices do not count.</summary>
    public int TriesPerNetwork { get; init; } = 120;

    /// <summary>Mails of accounts that one network may have written in an hour.</summary>
    public int MailsPerNetwork { get; init; } = 60;

    /// <summary>The agents' host with its port.</summary>
    public string BureauHost => "bureau" + Host[Host.IndexOf('.', StringComparison.Ordinal)..];

    /// <summary>The issuer as clients know it.</summary>
    public Uri Issuer => new($"{Scheme}://{Host}/");
}
