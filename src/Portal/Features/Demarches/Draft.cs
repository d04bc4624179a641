using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Mandats;

namespace Beffroi.Portal.Features.Demarches;

/// <summary>A request being written, kept until it is filed or its time is over.</summary>
public sealed class Draft : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>SHA-256 of the secret that the browser holds.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>SHA-256 of the secret of the device where the request was resumed by its code; one such device, the last.</summary>
    public byte[]? OtherSecretHash { get; set; }

    /// <summary>The code by which it is resumed on another device, when the person asked for one; the dossier takes it over as its follow-up code.</summary>
    public string? Code { get; set; }

    /// <summary>The démarche.</summary>
    public required string DemarcheCode { get; init; }

    /// <summary>The version that the usager sees.</summary>
    public required string DemarcheVersion { get; init; }

    /// <summary>How the request comes: the web, or an agent for the person.</summary>
    public required Dossiers.Channel Channel { get; init; }

    /// <summary>The agent who writes it for the person.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The account, when the usager is signed in.</summary>
    public Guid? UsagerSub { get; set; }

    /// <summary>The answers so far, as JSON.</summary>
    public required string Answers { get; set; }

    /// <summary>The mandate, when it is written for another person.</summary>
    public Mandat? Mandat { get; set; }

    /// <summary>When it was begun, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last written, UTC.</summary>
    public required DateTime UpdatedAt { get; set; }

    /// <summary>The dossier that it became.</summary>
    public Guid? DossierId { get; set; }

    /// <summary>A draft of a journey on the site, nothing answered yet.</summary>
    internal static Draft Begin(Fill.Journey journey, Fill.DraftKey key, Guid? usagerSub, DateTime now) => new()
    {
        Id = key.Id,
        CommuneId = journey.Commune.Id,
        SecretHash = key.Hash,
        DemarcheCode = journey.Demarche.Code,
        DemarcheVersion = journey.Demarche.Version,
        Channel = Dossiers.Channel.Web,
        UsagerSub = usagerSub,
        Answers = "{}",
        CreatedAt = now,
        UpdatedAt = now,
    };
}
