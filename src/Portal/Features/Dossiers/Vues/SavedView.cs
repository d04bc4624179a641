using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Vues;

/// <summary>A state of the inbox that an agent named, for themselves or for the colleagues of a commune.</summary>
public sealed class SavedView : ICommuneOwned
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 40;

    /// <summary>The longest query, in characters.</summary>
    public const int MaxQuery = 600;

    /// <summary>The most views that one agent keeps.</summary>
    public const int MostOfOne = 20;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The commune whose colleagues see it when it is shared, and with which it goes.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>The agent who made it.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>The agent's name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>Its name.</summary>
    public required string Nom { get; init; }

    /// <summary>The query of its address, from its question mark.</summary>
    public required string Query { get; init; }

    /// <summary>Whether the colleagues of the commune see it.</summary>
    public required bool Shared { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
