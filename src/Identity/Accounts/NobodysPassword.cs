using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Beffroi.Identity.Accounts;

/// <summary>A password that nobody has, verified where there is no account so that the answer takes as long.</summary>
public sealed class NobodysPassword
{
    private readonly PasswordHasher<Account> _hasher;
    private readonly Account _nobody = new() { Nom = "", CreatedAt = default };
    private readonly string _hash;

    /// <summary>Makes one with the hash of real ones.</summary>
    public NobodysPassword(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new PasswordHasher<Account>(options);
        _hash = _hasher.HashPassword(_nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
    }

    /// <summary>Takes the time of a verification.</summary>
    public void Verify(string password) => _hasher.VerifyHashedPassword(_nobody, _hash, password);
}
