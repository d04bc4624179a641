using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>A template that served in an answer of a dossier: once for each dossier, however often it is sent.</summary>
public sealed class ConnaissanceUse : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The template.</summary>
    public required Guid ConnaissanceId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }
}

/// <summary>In how many dossiers of a commune a template served.</summary>
public sealed class ConnaissanceTally : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The template.</summary>
    public required Guid ConnaissanceId { get; init; }

    /// <summary>How many dossiers.</summary>
    public int Uses { get; set; }
}
