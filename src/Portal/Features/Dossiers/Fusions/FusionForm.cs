namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>What an agent types to join a request to another, or to split it.</summary>
public sealed class FusionForm
{
    /// <summary>The version that the form was built on.</summary>
    public int Version { get; set; }

    /// <summary>The number of the request to join it to.</summary>
    public string? Avec { get; set; }

    /// <summary>The number of the other request of a link that is undone.</summary>
    public string? Autre { get; set; }

    /// <summary>What the new request is about.</summary>
    public string? Objet { get; set; }

    /// <summary>The files that the new request has too.</summary>
    public List<Guid> Pieces { get; set; } = [];
}
