namespace Beffroi.Portal.Data;

/// <summary>A row that belongs to one commune and is never seen from another.</summary>
public interface ICommuneOwned
{
    /// <summary>The commune that owns the row; <see cref="Guid.Empty"/> stands for the syndicate itself.</summary>
    Guid CommuneId { get; }
}
