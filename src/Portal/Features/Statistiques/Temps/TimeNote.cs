using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>Time that an agent says to have spent for a commune on one day, on one request or on the rest of the work. It is never changed: a wrong one is taken out and noted anew.</summary>
public sealed class TimeNote : ICommuneOwned
{
    /// <summary>The most minutes of a day.</summary>
    public const int MostMinutes = 24 * 60;

    /// <summary>The key, with the commune and the agent: named by the form, so that a form sent twice notes it once.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The agent.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>The agent's name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>The day, in Paris.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The minutes.</summary>
    public required int Minutes { get; init; }

    /// <summary>The dossier; null for time that is not about one. It stays when the dossier goes: it says nothing of the person.</summary>
    public Guid? DossierId { get; init; }

    /// <summary>The code of the service for which it was spent; empty without one.</summary>
    public required string Service { get; init; }

    /// <summary>When it was noted, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>When it was taken out, UTC.</summary>
    public DateTime? VoidedAt { get; private set; }

    /// <summary>It was wrong, and counts no more; taking it out again changes nothing.</summary>
    public void Void(DateTime now) => VoidedAt ??= now;
}

/// <summary>A month that the syndicate closed: its time is rebilled at the cost of that day and can no longer be corrected.</summary>
public sealed class TimeMonth : ICommuneOwned
{
    /// <summary>The syndicate itself.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>When it was closed, UTC.</summary>
    public required DateTime ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public required string ClosedByNom { get; init; }

    /// <summary>What an hour cost, in cents; null when the syndicate had not said.</summary>
    public required int? HourlyCents { get; init; }

    /// <summary>Where that cost came from.</summary>
    public required string? Source { get; init; }
}

/// <summary>What an hour of a shared agent costs, as the syndicate says.</summary>
public sealed class TimeCost : ICommuneOwned
{
    /// <summary>The longest source, in characters.</summary>
    public const int MaxSource = 300;

    /// <summary>The syndicate itself.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>The cost of an hour, in cents; null while nobody has said.</summary>
    public int? HourlyCents { get; set; }

    /// <summary>Where it comes from.</summary>
    public string? Source { get; set; }
}
