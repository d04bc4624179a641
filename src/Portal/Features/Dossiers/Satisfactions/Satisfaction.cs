using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Satisfactions;

/// <summary>How satisfied a usager is, on the scale of three that <i>Je donne mon avis</i> uses.</summary>
public enum Avis
{
    /// <summary>Satisfied.</summary>
    Satisfait,

    /// <summary>So so.</summary>
    Moyen,

    /// <summary>Not satisfied: the service is asked to call back.</summary>
    PasSatisfait,
}

/// <summary>What the usager of an ended dossier thinks of it; one answer a dossier, which may be changed for thirty days.</summary>
public sealed class Satisfaction : ICommuneOwned
{
    /// <summary>How long an answer may be changed.</summary>
    public static readonly TimeSpan Changeable = TimeSpan.FromDays(30);

    /// <summary>The longest comment, in characters.</summary>
    public const int MaxComment = 1_000;

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The answer.</summary>
    public required Avis Score { get; set; }

    /// <summary>The comment, when there is one.</summary>
    public string? Comment { get; set; }

    /// <summary>When it was first given, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime? ChangedAt { get; set; }
}
