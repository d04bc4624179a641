using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Accounts;

/// <summary>The account of a person; its key is the <c>sub</c> that all modules know.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>First name and name.</summary>
    public required string Nom { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Sessions begun before this instant are over, UTC: the holder signed out everywhere or changed the password.</summary>
    public DateTime SessionsValidFrom { get; set; }
}
