using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>
/// What a person may agree to, or not, without any effect on their requests: a statutory procedure rests on the law and asks for no
/// consent (RGPD, article 6(1)(c) and (e)).
/// </summary>
public enum ConsentPurpose
{
    /// <summary>The town hall's news by e-mail.</summary>
    Nouvelles,

    /// <summary>Alerts by phone or SMS: works, storms, closed schools.</summary>
    Alertes,

    /// <summary>Being asked what they think of the services.</summary>
    Enquetes,
}

/// <summary>A consent to one purpose: when and how it was given, and when it was withdrawn (RGPD, article 7).</summary>
public sealed class PersonneConsent : ICommuneOwned
{
    /// <summary>The longest note on how it was given, in characters.</summary>
    public const int MaxNote = 200;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The record.</summary>
    public required Guid PersonneId { get; init; }

    /// <summary>To what.</summary>
    public required ConsentPurpose Purpose { get; init; }

    /// <summary>When it was given, UTC.</summary>
    public required DateTime GivenAt { get; init; }

    /// <summary>How it was given, in the agent's words: « au guichet », « par lettre du 3 mars ».</summary>
    public required string Note { get; init; }

    /// <summary>The agent who recorded it.</summary>
    public required string GivenToNom { get; init; }

    /// <summary>When it was withdrawn, UTC.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>The agent who recorded the withdrawal.</summary>
    public string? WithdrawnToNom { get; private set; }

    /// <summary>It is withdrawn; the first one to say so stands.</summary>
    public void Withdraw(string agentNom, DateTime now)
    {
        if (WithdrawnAt is null)
        {
            (WithdrawnAt, WithdrawnToNom) = (now, agentNom);
        }
    }
}
