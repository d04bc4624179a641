using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Identity.Features.Registration;

/// <summary>What a person asks for who wants an account.</summary>
/// <param name="Nom">First name and name.</param>
/// <param name="Courriel">The address.</param>
/// <param name="Password">The password.</param>
/// <param name="Network">The network that asks.</param>
/// <param name="Origin">The host that the person comes from, or null.</param>
public sealed record NewAccount(string Nom, string Courriel, string Password, string Network, string? Origin);

/// <summary>What is wrong with the password, or how long to wait; neither when a mail is on its way.</summary>
public sealed record RegistrationOutcome(IReadOnlyList<string> Faults, TimeSpan? Wait);

/// <summary>Makes an account that waits for its confirmation. Whether the address has one already is told by mail only, never on the screen.</summary>
public sealed class RegisterAccount(
    UserManager<Account> accounts, AccountService service, SignInLimits limits, NobodysPassword nobody)
{
    /// <summary>Registers.</summary>
    public async Task<RegistrationOutcome> RunAsync(NewAccount asked, CancellationToken cancellationToken)
    {
        var faults = await service.FaultsAsync(service.New(asked.Courriel, asked.Nom), asked.Password);
        if (faults.Count > 0)
        {
            return new RegistrationOutcome(faults, null);
        }

        if (limits.TakeMail(asked.Network) is { } wait)
        {
            return new RegistrationOutcome([], wait);
        }

        if (limits.MayWriteTo(accounts.NormalizeEmail(asked.Courriel)!))
        {
            await EvenTime.RunAsync(() => WriteAsync(asked, cancellationToken), cancellationToken);
        }
        else
        {
            await EvenTime.RunAsync(() => Task.CompletedTask, cancellationToken);
        }

        return new RegistrationOutcome([], null);
    }

    /// <summary>Sends the confirmation again to someone who knows the password.</summary>
    public async Task ConfirmAgainAsync(string courriel, string? origin, CancellationToken cancellationToken)
    {
        if (limits.MayWriteTo(accounts.NormalizeEmail(courriel)!) && await accounts.FindByEmailAsync(courriel) is { EmailConfirmed: false } account)
        {
            await service.SendConfirmationAsync(account, origin, cancellationToken);
        }
    }

    private async Task WriteAsync(NewAccount asked, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(asked.Courriel);
        if (account is null)
        {
            account = service.New(asked.Courriel, asked.Nom);
            if (await CreateAsync(account, asked.Password))
            {
                await service.SendConfirmationAsync(account, asked.Origin, cancellationToken);
            }
        }
        else if (account.EmailConfirmed)
        {
            nobody.Verify(asked.Password);
            await service.SendAlreadyRegisteredAsync(account, asked.Origin, cancellationToken);
        }
        else if (account.PasswordHash is null)
        {
            // An invited agent: the password is chosen through the invitation, not by whoever knows the address.
            nobody.Verify(asked.Password);
            await service.InviteAsync(asked.Courriel, account.Nom, cancellationToken);
        }
        else
        {
            // Nobody has shown that the address is theirs: the last who asks sets the password, and former links die with the stamp.
            account.Nom = asked.Nom;
            account.PasswordHash = accounts.PasswordHasher.HashPassword(account, asked.Password);
            await accounts.UpdateSecurityStampAsync(account);
            await service.SendConfirmationAsync(account, asked.Origin, cancellationToken);
        }
    }

    private async Task<bool> CreateAsync(Account account, string password)
    {
        try
        {
            return (await accounts.CreateAsync(account, password)).Succeeded;
        }
        catch (DbUpdateException)
        {
            // The same form sent twice at once: the other one made the account.
            return false;
        }
    }
}
