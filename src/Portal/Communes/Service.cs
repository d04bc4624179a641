using Beffroi.Portal.Data;

namespace Beffroi.Portal.Communes;

/// <summary>A service of the town hall (<i>direction métier</i>) that treats requests.</summary>
public sealed class Service : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>A stable code such as <c>etat-civil</c>, the one that démarches name.</summary>
    public required string Code { get; init; }

    /// <summary>The name as usagers read it.</summary>
    public required string Nom { get; set; }

    /// <summary>The order on screens.</summary>
    public int Rang { get; set; }

    /// <summary>The e-mail address of the service, when it differs from the town hall's.</summary>
    public string? Courriel { get; set; }

    /// <summary>The phone of the service, when it differs from the town hall's.</summary>
    public string? Telephone { get; set; }
}
