using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Beffroi.Identity.Features.Consent;

/// <summary>What an application asks of a person; made by the issuer once it has checked the request.</summary>
/// <param name="Sub">The person.</param>
/// <param name="ClientId">The application.</param>
/// <param name="Scopes">What it will read.</param>
/// <param name="ReturnTo">The host that the person goes back to.</param>
public sealed record ConsentRequest(Guid Sub, string ClientId, IReadOnlyList<string> Scopes, string ReturnTo);

/// <summary>What the person answered.</summary>
public sealed record ConsentDecision(Guid Sub, string ClientId, bool IsGranted);

/// <summary>Carries the question from the issuer to the page and the answer back, in the address: neither can be forged, both pass soon.</summary>
public sealed class ConsentTickets(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector _questions = protection.CreateProtector("Beffroi.Identity.ConsentRequest").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _answers = protection.CreateProtector("Beffroi.Identity.ConsentDecision").ToTimeLimitedDataProtector();

    /// <summary>Writes a question, good for half an hour.</summary>
    public string Write(ConsentRequest question) => _questions.Protect(JsonSerializer.Serialize(question), TimeSpan.FromMinutes(30));

    /// <summary>Writes an answer, good for five minutes.</summary>
    public string Write(ConsentDecision answer) => _answers.Protect(JsonSerializer.Serialize(answer), TimeSpan.FromMinutes(5));

    /// <summary>Reads a question; null when it is forged or too old.</summary>
    public ConsentRequest? ReadRequest(string? ticket) => Read<ConsentRequest>(_questions, ticket);

    /// <summary>Reads an answer; null when it is forged or too old.</summary>
    public ConsentDecision? ReadDecision(string? ticket) => Read<ConsentDecision>(_answers, ticket);

    private static T? Read<T>(ITimeLimitedDataProtector protector, string? ticket)
        where T : class
    {
        if (string.IsNullOrEmpty(ticket))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
