using System.Collections.Immutable;
using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Consent;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Identity.Issuer;

/// <summary>How a request of an application stands with the person.</summary>
internal enum ConsentState
{
    /// <summary>The syndicate's own application: nothing is asked.</summary>
    NotNeeded,

    /// <summary>The person granted it, now or before.</summary>
    Granted,

    /// <summary>The person has to be asked.</summary>
    Missing,

    /// <summary>The person refused it.</summary>
    Refused,
}

/// <summary>The same with the authorization that tokens belong to.</summary>
internal sealed record ConsentStanding(ConsentState State, string? AuthorizationId = null);

/// <summary>An application that a person lets read the account.</summary>
/// <param name="Id">The authorization.</param>
/// <param name="Name">The name of the application.</param>
/// <param name="Scopes">What it reads.</param>
/// <param name="Since">Since when.</param>
public sealed record GrantedApplication(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? Since);

/// <summary>What people granted to applications that are not the syndicate's; kept as permanent authorizations of the issuer.</summary>
public sealed class Consents(
    IOpenIddictApplicationManager applications,
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictTokenManager tokens,
    ConsentTickets tickets,
    TimeProvider time)
{
    /// <summary>How a checked request stands.</summary>
    /// <param name="request">The request.</param>
    /// <param name="account">Who is signed in.</param>
    /// <param name="ticket">The answer that the person has just given, if any.</param>
    internal async Task<ConsentStanding> JudgeAsync(OpenIddictRequest request, Account account, string? ticket, CancellationToken cancellationToken)
    {
        var application = (await applications.FindByClientIdAsync(request.ClientId!, cancellationToken))!;
        if (!await applications.HasConsentTypeAsync(application, ConsentTypes.Explicit, cancellationToken))
        {
            return new(ConsentState.NotNeeded);
        }

        var answer = tickets.ReadDecision(ticket) is { } decision && decision.Sub == account.Id && decision.ClientId == request.ClientId ? decision : null;
        if (answer is { IsGranted: false })
        {
            return new(ConsentState.Refused);
        }

        var (sub, id, scopes) = (account.Id.ToString(), (await applications.GetIdAsync(application, cancellationToken))!, request.GetScopes());
        if (answer is not null || !request.HasPromptValue(PromptValues.Consent))
        {
            await foreach (var known in authorizations.FindAsync(sub, id, Statuses.Valid, AuthorizationTypes.Permanent, scopes, cancellationToken))
            {
                return new(ConsentState.Granted, await authorizations.GetIdAsync(known, cancellationToken));
            }
        }

        return answer is null ? new(ConsentState.Missing) : new(ConsentState.Granted, await KeepAsync(sub, id, scopes, cancellationToken));
    }

    /// <summary>The name that people know an application by.</summary>
    public async Task<string?> NameOfAsync(string clientId, CancellationToken cancellationToken) =>
        await applications.FindByClientIdAsync(clientId, cancellationToken) is { } application
            ? await applications.GetLocalizedDisplayNameAsync(application, cancellationToken)
            : null;

    /// <summary>The applications that a person lets read the account, the latest first.</summary>
    public async Task<IReadOnlyList<GrantedApplication>> ListAsync(Guid sub, CancellationToken cancellationToken)
    {
        var granted = new List<GrantedApplication>();
        await foreach (var known in authorizations.FindAsync(sub.ToString(), null, Statuses.Valid, AuthorizationTypes.Permanent, null, cancellationToken))
        {
            var application = await applications.FindByIdAsync((await authorizations.GetApplicationIdAsync(known, cancellationToken))!, cancellationToken);
            if (application is not null)
            {
                granted.Add(new GrantedApplication(
                    (await authorizations.GetIdAsync(known, cancellationToken))!,
                    await applications.GetLocalizedDisplayNameAsync(application, cancellationToken) ?? "",
                    await authorizations.GetScopesAsync(known, cancellationToken),
                    await authorizations.GetCreationDateAsync(known, cancellationToken)));
            }
        }

        return [.. granted.OrderByDescending(application => application.Since)];
    }

    /// <summary>Takes back what was granted, tokens included; false when it is not this person's.</summary>
    public async Task<bool> TakeBackAsync(Guid sub, string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out _) || await authorizations.FindByIdAsync(id, cancellationToken) is not { } known
            || await authorizations.GetSubjectAsync(known, cancellationToken) != sub.ToString()
            || !await authorizations.TryRevokeAsync(known, cancellationToken))
        {
            return false;
        }

        await tokens.RevokeByAuthorizationIdAsync(id, cancellationToken);
        return true;
    }

    private async Task<string> KeepAsync(string sub, string application, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        var descriptor = new OpenIddictAuthorizationDescriptor
        {
            ApplicationId = application,
            CreationDate = time.GetUtcNow(),
            Status = Statuses.Valid,
            Subject = sub,
            Type = AuthorizationTypes.Permanent,
        };
        descriptor.Scopes.UnionWith(scopes);
        return (await authorizations.GetIdAsync(await authorizations.CreateAsync(descriptor, cancellationToken), cancellationToken))!;
    }
}
