namespace Beffroi.Portal.Features.Dossiers;

/// <content>What is kept of a request that was typed while the network was cut.</content>
public sealed partial class Dossier
{
    /// <summary>What the device called it; unique in the commune, so that a request sent twice is one dossier.</summary>
    public Guid? CleHorsLigne { get; init; }

    /// <summary>When it was typed by the clock of the device, UTC, believed or not; null when it was not typed offline.</summary>
    public DateTime? SaisiHorsLigneAt { get; init; }

    /// <summary>When the device sent it, UTC.</summary>
    public DateTime? TransmisAt { get; init; }

    /// <summary>Whether the time of the device counts as that of its reception.</summary>
    public bool IsSaisieRetenue => SaisiHorsLigneAt is { } typed && TransmisAt is { } sent && SaisieHorsLigne.IsBelieved(typed, sent);
}
