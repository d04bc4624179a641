using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>A person who speaks for an organisation, and in what quality.</summary>
public sealed class Representant : ICommuneOwned
{
    /// <summary>The longest quality, in characters.</summary>
    public const int MaxQualite = 100;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The record of the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The record of the person.</summary>
    public required Guid PersonneId { get; init; }

    /// <summary>« présidente », « gérant ».</summary>
    public required string Qualite { get; init; }

    /// <summary>Since when it is known, UTC.</summary>
    public required DateTime Since { get; init; }

    /// <summary>Until when it was so, UTC; null while it is.</summary>
    public DateTime? Until { get; private set; }

    /// <summary>The person speaks for it no more.</summary>
    public void End(DateTime now) => Until ??= now;
}
