using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>One reading of a person's page: who read it and when, and why where a reason is asked.</summary>
public sealed class PersonneAcces : ICommuneOwned
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxMotif = 300;

    /// <summary>How long a reason lets its agent read the same record again.</summary>
    public static readonly TimeSpan ReasonHolds = TimeSpan.FromMinutes(30);

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The record.</summary>
    public required Guid PersonneId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Who.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>Their name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>Why, where the record asks for a reason.</summary>
    public string? Motif { get; init; }
}
