using System.Security.Cryptography;
using System.Text;
using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Log;

/// <summary>The kinds of actor in the log.</summary>
public enum ActorKind
{
    /// <summary>The usager, known by code, draft or account.</summary>
    Usager,

    /// <summary>An agent.</summary>
    Agent,

    /// <summary>The appliance: a job, a command, the clock.</summary>
    Appliance,

    /// <summary>Somebody outside the town hall of whom it asked an opinion, known by a secret link.</summary>
    Tiers,
}

/// <summary>Who did something, as the log records it.</summary>
/// <param name="Kind">Usager, agent or the appliance.</param>
/// <param name="Id">The account, when there is one.</param>
/// <param name="Name">The name as shown at the time.</param>
public sealed record Actor(ActorKind Kind, Guid? Id, string Name)
{
    /// <summary>The appliance itself.</summary>
    public static Actor Appliance { get; } = new(ActorKind.Appliance, null, "Beffroi");
}

/// <summary>
/// One line of a commune's log: what happened to a dossier, who did it and when. Rows are only ever added; each carries the hash of
/// the one before it in the commune, so that a changed, moved or missing row shows.
/// </summary>
public sealed class DossierEvent : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>The place in the commune's log, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Who did it.</summary>
    public required ActorKind ActorKind { get; init; }

    /// <summary>The actor's account, when there is one.</summary>
    public required Guid? ActorId { get; init; }

    /// <summary>The actor's name as shown at the time.</summary>
    public required string ActorName { get; init; }

    /// <summary>What happened, one of <see cref="EventKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the line says more, as JSON; texts of persons are not here but named by their SHA-256.</summary>
    public required string Data { get; init; }

    /// <summary>The hash of the line before, 32 zero bytes for the first.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over the line and the hash before it.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Computes what <see cref="Hash"/> must be.</summary>
    public static byte[] ComputeHash(
        byte[] previousHash, Guid communeId, Guid dossierId, Guid id, long sequence, DateTime at, Actor actor, string kind, string data)
    {
        // Lengths are written before texts, so that no two different lines give the same bytes.
        using var buffer = new MemoryStream(256 + data.Length);
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(previousHash);
        writer.Write(communeId.ToByteArray(bigEndian: true));
        writer.Write(dossierId.ToByteArray(bigEndian: true));
        writer.Write(id.ToByteArray(bigEndian: true));
        writer.Write(sequence);
        writer.Write(at.Ticks / TimeSpan.TicksPerMicrosecond);
        writer.Write((byte)actor.Kind);
        writer.Write((actor.Id ?? Guid.Empty).ToByteArray(bigEndian: true));
        writer.Write(actor.Name);
        writer.Write(kind);
        writer.Write(data);
        writer.Flush();
        return SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Whether the line is the one that was written.</summary>
    public bool Holds(byte[] previousHash) =>
        PreviousHash.AsSpan().SequenceEqual(previousHash)
        && Hash.AsSpan().SequenceEqual(ComputeHash(
            previousHash, CommuneId, DossierId, Id, Sequence, At, new Actor(ActorKind, ActorId, ActorName), Kind, Data));
}
