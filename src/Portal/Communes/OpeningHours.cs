using Beffroi.Portal.Data;

namespace Beffroi.Portal.Communes;

/// <summary>One opening of the town hall in the week, in legal time.</summary>
public sealed class OpeningHours : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The day of the week.</summary>
    public required DayOfWeek Day { get; init; }

    /// <summary>Opening time.</summary>
    public required TimeOnly Opens { get; init; }

    /// <summary>Closing time.</summary>
    public required TimeOnly Closes { get; init; }

    /// <summary>Whether the town hall confirmed it; until then the site says « à confirmer ».</summary>
    public bool Confirmed { get; set; }
}
